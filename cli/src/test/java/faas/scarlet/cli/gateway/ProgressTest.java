package faas.scarlet.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final Progress progress = new Progress("done", 1_000, System.err);

  @Test
  void theRestIsEstimatedFromThePaceSoFar() {
    assertThat(progress.line(250, "2 dead", Duration.ofSeconds(10)))
        .isEqualTo("done 250 of 1,000, 2 dead, about 30 s left");
    assertThat(progress.line(10, "", Duration.ofSeconds(10)))
        .isEqualTo("done 10 of 1,000, about 17 min left");
  }

  @Test
  void nothingIsEstimatedBeforeTheFirstAndAfterTheLast() {
    assertThat(progress.line(0, "", Duration.ofSeconds(10))).isEqualTo("done 0 of 1,000");
    assertThat(progress.line(1_000, "", Duration.ofSeconds(10))).isEqualTo("done 1,000 of 1,000");
  }
}
