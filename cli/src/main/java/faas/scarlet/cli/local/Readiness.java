package faas.scarlet.cli.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits for a server to say that it is ready. */
final class Readiness {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private Readiness() {}

  /**
   * Returns once {@code health} answers 200.
   *
   * @return false where that did not come true in time, or its process ended
   */
  static boolean await(URI health, Duration patience, BooleanSupplier alive)
      throws InterruptedException {
    var end = Instant.now().plus(patience);
    var http = HttpClient.newHttpClient();
    while (Instant.now().isBefore(end) && alive.getAsBoolean()) {
      if (isReady(http, health)) {
        return true;
      }
      Thread.sleep(PAUSE);
    }
    return false;
  }

  private static boolean isReady(HttpClient http, URI health) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(health).timeout(ANSWER).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
