package faas.scarlet.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
  @Test
  void pausesDoubleUpToTheTargetsWord() {
    var patience = new Patience();
    var longest = Duration.ofMillis(60);

    assertThat(patience.pause(longest)).isEqualTo(Duration.ofMillis(25));
    assertThat(patience.pause(longest)).isEqualTo(Duration.ofMillis(50));
    assertThat(patience.pause(longest)).isEqualTo(longest);
  }

  @Test
  void itEnds() {
    var patience = new Patience();
    int asked = 0;
    while (patience.left()) {
      patience.pause(Duration.ofSeconds(1));
      asked++;
    }

    assertThat(asked).isBetween(20, 30);
  }
}
