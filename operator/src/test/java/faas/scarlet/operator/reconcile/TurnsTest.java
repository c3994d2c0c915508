package faas.scarlet.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  @Test
  void thereAreFourAndWhatIsGivenBackIsTakenAgain() {
    var taken = Stream.generate(turns::take).limit(4).toList();

    assertThat(turns.take()).isEmpty();
    taken.getLast().orElseThrow().close();
    assertThat(turns.take()).isPresent();
    assertThat(turns.take()).isEmpty();
  }

  @Test
  void whoHasNoneComesAgainAtATimeOfHisOwn() {
    var times = IntStream.range(0, 1000).mapToObj(i -> turns.again()).toList();

    assertThat(times).doesNotHaveDuplicates();
    assertThat(times.getFirst()).isPositive();
    assertThat(times.getLast()).isEqualTo(Duration.ofSeconds(10));
  }
}
