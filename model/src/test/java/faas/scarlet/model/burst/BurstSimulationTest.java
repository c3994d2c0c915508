package faas.scarlet.model.burst;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.model.burst.BurstSimulation.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BurstSimulationTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final BurstPolicy AFTER_5_S =
      new BurstPolicy(Duration.ofSeconds(5), OptionalInt.empty(), 100, OptionalInt.empty());

  @Test
  void withoutAPolicyWorkWaitsForTheCluster() {
    var outcome = BurstSimulation.run(files(10), 2, Optional.empty());

    assertThat(outcome.onLambda()).isEmpty();
    assertThat(outcome.end()).isEqualTo(START.plusSeconds(5));
    assertThat(outcome.waited(0)).isZero();
    assertThat(outcome.waited(1)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void whatWaitedLongerGoesToLambdaAllAtOnce() {
    var outcome = BurstSimulation.run(files(20), 2, Optional.of(AFTER_5_S));

    assertThat(outcome.onLambda()).hasSize(8);
    assertThat(outcome.end()).isEqualTo(START.plusSeconds(6));
  }

  @Test
  void aLongQueueOverflowsAtOnceWithinItsLimits() {
    var policy = new BurstPolicy(Duration.ofHours(1), OptionalInt.of(10), 4, OptionalInt.of(6));

    var outcome = BurstSimulation.run(files(20), 2, Optional.of(policy));

    assertThat(outcome.onLambda()).hasSize(6);
    assertThat(outcome.end()).isEqualTo(START.plusSeconds(7));
  }

  @Property(tries = 200)
  void everythingIsDoneOnceAndNoLater(
      @ForAll @Size(max = 60) List<@IntRange(max = 30) Integer> pauses,
      @ForAll @IntRange(min = 1, max = 3) int places) {
    var work =
        IntStream.range(0, pauses.size())
            .mapToObj(
                i ->
                    new Work(
                        START.plusSeconds(pauses.subList(0, i).stream().mapToInt(p -> p).sum()),
                        Duration.ofSeconds(20)))
            .toList();

    var with = BurstSimulation.run(work, places, Optional.of(AFTER_5_S));
    var without = BurstSimulation.run(work, places, Optional.empty());

    assertThat(with.waits()).hasSameSizeAs(work);
    assertThat(with.end()).isBeforeOrEqualTo(without.end());
    assertThat(with.waited(1)).isLessThanOrEqualTo(Duration.ofSeconds(5));
  }

  private static List<Work> files(int number) {
    return Collections.nCopies(number, new Work(START, SECOND));
  }
}
