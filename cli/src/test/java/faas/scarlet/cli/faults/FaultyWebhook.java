package faas.scarlet.cli.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between the store and the gateways: takes every notification, and then drops it, passes it
 * on twice, or passes it on later than those after it.
 */
final class FaultyWebhook implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final int LONGEST_DELAY_MILLIS = 3_000;

  private final HttpServer server;
  private final Random random;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final ScheduledExecutorService later =
      Executors.newScheduledThreadPool(1, Thread.ofPlatform().daemon().factory());
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong duplicated = new AtomicLong();
  private final AtomicLong delayed = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private volatile List<URI> gateways = List.of();

  FaultyWebhook(Random random) throws IOException {
    this.random = random;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/events", this::receive);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events");
  }

  /** Where notifications are passed on to, to one or the other. */
  void passOnTo(List<URI> next) {
    gateways = List.copyOf(next);
  }

  List<URI> gateways() {
    return gateways;
  }

  String figures() {
    return "notifications received=%d dropped=%d duplicated=%d delayed=%d found-nobody=%d"
        .formatted(received.get(), dropped.get(), duplicated.get(), delayed.get(), failed.get());
  }

  @Override
  public void close() {
    server.stop(0);
    later.shutdownNow();
    http.shutdownNow();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, -1);
      if (body.length > 0) {
        received.incrementAndGet();
        treat(body);
      }
    }
  }

  /** Half of them arrive as they should. */
  private void treat(byte[] body) {
    int fate = random.nextInt(8);
    switch (fate) {
      case 0 -> dropped.incrementAndGet();
      case 1 -> {
        duplicated.incrementAndGet();
        passOn(body);
        passOn(body);
      }
      case 2, 3 -> {
        delayed.incrementAndGet();
        var _ =
            later.schedule(
                () -> passOn(body), random.nextInt(LONGEST_DELAY_MILLIS), TimeUnit.MILLISECONDS);
      }
      default -> passOn(body);
    }
  }

  private void passOn(byte[] body) {
    var to = gateways;
    if (to.isEmpty()) {
      failed.incrementAndGet();
      return;
    }
    var request =
        HttpRequest.newBuilder(to.get(random.nextInt(to.size())))
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    var _ =
        http.sendAsync(request, BodyHandlers.discarding())
            .whenComplete(
                (answer, broken) -> {
                  if (broken != null || answer.statusCode() != 200) {
                    failed.incrementAndGet();
                  }
                });
  }
}
