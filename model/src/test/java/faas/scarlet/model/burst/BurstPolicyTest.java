package faas.scarlet.model.burst;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BurstPolicyTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final BurstPolicy policy =
      new BurstPolicy(LIMIT, OptionalInt.of(100), 20, OptionalInt.of(50));

  @Test
  void workOverflowsWhenItHasWaitedOrIsMuch() {
    assertThat(policy.overflows(new Queue(5, Duration.ofSeconds(29)), false)).isEmpty();
    assertThat(policy.overflows(new Queue(5, LIMIT), false))
        .hasValue("placement.burst.pendingFor: the oldest has waited for 30 s");
    assertThat(policy.overflows(new Queue(100, Duration.ZERO), false))
        .hasValue("placement.burst.queueLength: 100 wait");
  }

  @Test
  void itGoesOnUntilTheQueueIsEmpty() {
    assertThat(policy.overflows(new Queue(1, Duration.ZERO), true)).isPresent();
    assertThat(policy.overflows(new Queue(0, Duration.ZERO), true)).isEmpty();
  }

  @Test
  void roomIsBoundedAtOnceAndByDay() {
    assertThat(policy.room(0, 0)).isEqualTo(20);
    assertThat(policy.room(15, 10)).isEqualTo(5);
    assertThat(policy.room(0, 45)).isEqualTo(5);
    assertThat(policy.room(25, 0)).isZero();
    assertThat(policy.room(0, 60)).isZero();
  }
}
