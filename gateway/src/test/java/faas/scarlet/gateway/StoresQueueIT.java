package faas.scarlet.gateway;

import static faas.scarlet.gateway.testing.GatewayProcess.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import faas.scarlet.gateway.testing.FakeSupervisor;
import faas.scarlet.gateway.testing.FakeSupervisor.Reply;
import faas.scarlet.gateway.testing.GatewayProcess;
import faas.scarlet.gateway.testing.Gateways;
import faas.scarlet.gateway.testing.Results;
import faas.scarlet.gateway.testing.TestLedger;
import faas.scarlet.gateway.testing.TestMinio;
import faas.scarlet.model.event.Events;
import faas.scarlet.model.event.InvalidEventException;
import faas.scarlet.model.event.ObjectCreated;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** How long a file waits where a real MinIO has a queue of its own before the gateway. */
@Tag("lab")
class StoresQueueIT {
  private static final int FILES = 40;
  private static final int BETWEEN_TWO_MILLIS = 250;

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Long> put = new ConcurrentHashMap<>();
  private final Map<String, Long> told = new ConcurrentHashMap<>();
  private final Map<String, Long> started = new ConcurrentHashMap<>();

  @Test
  void scriptsStartWithinTwiceTheStoresOwnDelay() throws Exception {
    Gateways.function(folder, "copy", "");
    int port = GatewayProcess.freePort();
    var gatewayUrl = URI.create("http://127.0.0.1:" + port + "/events");
    var between = between(gatewayUrl);
    var webhook = URI.create("http://127.0.0.1:" + between.getAddress().getPort() + "/");
    try (var minio = TestMinio.startWithQueueOrSkip("default", folder.resolve("minio"), webhook);
        var s3 = minio.s3();
        var supervisor = FakeSupervisor.start()) {
      supervisor.behave(
          (_, request) -> {
            started.putIfAbsent(key(request.event()), System.nanoTime());
            return Reply.ok(Results.succeeded());
          });
      s3.createBucket(r -> r.bucket("copy-in"));
      minio.tell("copy-in");
      var settings = Gateways.local(folder, LEDGER.jdbcUrl(), supervisor.url(), minio.access());
      settings.put("quarkus.http.port", String.valueOf(port));
      settings.put("scarlet.sweep.interval", "1h");
      try (var _ = GatewayProcess.start(folder, settings)) {
        for (int i = 0; i < FILES; i++) {
          String key = i + ".png";
          s3.putObject(r -> r.bucket("copy-in").key(key), RequestBody.fromString("x"));
          put.put(key, System.nanoTime());
          Thread.sleep(BETWEEN_TWO_MILLIS);
        }

        await().atMost(PATIENCE).until(() -> started.size() == FILES);

        double own = p95(told);
        double whole = p95(started);
        System.out.printf("queue: ms after the PUT, p95: told=%.0f started=%.0f%n", own, whole);
        assertThat(own).as("the store's queue was in use").isGreaterThan(500);
        assertThat(whole).isLessThan(2 * own);
      }
    } finally {
      between.stop(0);
    }
  }

  /** Passes on what the store tells, and remembers when it did. */
  private HttpServer between(URI gateway) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> passOn(exchange, gateway));
    server.start();
    return server;
  }

  private void passOn(HttpExchange exchange, URI gateway) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (body.length == 0) {
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      told.putIfAbsent(key(new String(body, StandardCharsets.UTF_8)), System.nanoTime());
      var request =
          HttpRequest.newBuilder(gateway)
              .header("Content-Type", "application/json")
              .timeout(PATIENCE)
              .POST(BodyPublishers.ofByteArray(body))
              .build();
      exchange.sendResponseHeaders(http.send(request, BodyHandlers.discarding()).statusCode(), -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String key(String event) {
    try {
      return ((ObjectCreated) Events.parse(event).getFirst()).key();
    } catch (InvalidEventException e) {
      throw new AssertionError(event, e);
    }
  }

  /** In milliseconds after the PUT returned. */
  private double p95(Map<String, Long> times) {
    var waits =
        times.entrySet().stream()
            .mapToDouble(
                time -> (time.getValue() - put.getOrDefault(time.getKey(), Long.MAX_VALUE)) / 1e6)
            .sorted()
            .toArray();
    assertThat(waits).hasSize(FILES);
    return waits[(int) (0.95 * (FILES - 1))];
  }
}
