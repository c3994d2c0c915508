package faas.scarlet.supervisor.lambda;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * An extension that does nothing, inside the runtime's own process. Lambda sends TERM, some 0.5 s
 * before it kills, only where an extension is registered.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html">Extensions
 *     API</a>
 */
public final class InternalExtension {
  private static final System.Logger LOG = System.getLogger("scarlet.supervisor");
  private static final String API = "/2020-01-01/extension/";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private InternalExtension() {}

  /** Registers it, which can be done before the first invocation only; the rest goes without it. */
  public static void register(String authority) {
    try {
      var connection = HttpConnection.open(authority);
      var answer =
          connection.send(
              "POST",
              API + "register",
              Map.of("Lambda-Extension-Name", "scarlet", "Content-Type", "application/json"),
              "{\"events\":[]}".getBytes(StandardCharsets.UTF_8),
              PATIENCE);
      String id = answer.headers().get("lambda-extension-identifier");
      if (answer.status() != 200 || id == null) {
        throw new IOException("status " + answer.status());
      }
      // Lambda takes an extension for ready when it asks for events, of which this one gets none.
      Thread.ofPlatform().daemon().name("extension").start(() -> await(connection, id));
    } catch (IOException e) {
      LOG.log(Level.INFO, "event=no-extension error={0}", e.toString());
    }
  }

  private static void await(HttpConnection connection, String id) {
    try (connection) {
      connection.send(
          "GET",
          API + "event/next",
          Map.of("Lambda-Extension-Identifier", id),
          new byte[0],
          Duration.ZERO);
    } catch (IOException ended) {
      LOG.log(Level.DEBUG, "event=extension-ended", ended);
    }
  }
}
