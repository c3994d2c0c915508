package faas.scarlet.operator.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import faas.scarlet.operator.render.Settings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageDigestsTest {
  @Test
  void aRegistryThatDoesNotAnswerHoldsUpAFunctionOnceAndNotForLong() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String image = "127.0.0.1:%d/any:1".formatted(silent.getLocalPort());
      var digests = digests();

      assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> assertThat(digests.digest(image, List.of())).isEmpty());
      assertTimeoutPreemptively(
          Duration.ofSeconds(2), () -> assertThat(digests.digest(image, List.of())).isEmpty());
    }
  }

  @Test
  void aRegistryThatIsNotThereHoldsUpAFunctionNotForLong() throws Exception {
    int port;
    try (var gone = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    String image = "127.0.0.1:%d/any:1".formatted(port);

    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(digests().digest(image, List.of())).isEmpty());
  }

  private static ImageDigests digests() {
    return new ImageDigests(new Settings("any", Optional.empty()), Clock.systemUTC());
  }
}
