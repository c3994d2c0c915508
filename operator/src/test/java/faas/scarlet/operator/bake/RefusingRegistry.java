package faas.scarlet.operator.bake;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The lab's registry behind a door that can be closed for those who push, and counts them. */
public final class RefusingRegistry implements AutoCloseable {
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "expect");

  private final String registry;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final List<String> pushed = new CopyOnWriteArrayList<>();
  private volatile boolean isRefusing;

  /**
   * Opens the door.
   *
   * @param registry host and port, over plain HTTP
   */
  public RefusingRegistry(String registry) throws IOException {
    this.registry = registry;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Host and port. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Whether nobody may push from now on. */
  public void refuse(boolean refusing) {
    isRefusing = refusing;
  }

  /** Tags that were pushed, in their order. */
  public List<String> pushed() {
    return List.copyOf(pushed);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean isReading = READING.contains(exchange.getRequestMethod());
      if (isRefusing && !isReading) {
        byte[] denied = "{\"errors\":[{\"code\":\"DENIED\"}]}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(403, denied.length);
        exchange.getResponseBody().write(denied);
        return;
      }
      forward(exchange);
      String path = exchange.getRequestURI().getPath();
      if (!isReading && path.contains("/manifests/")) {
        pushed.add(path.substring(path.lastIndexOf('/') + 1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forward(HttpExchange exchange) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + registry + exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    request.header("X-Forwarded-Host", address()).header("X-Forwarded-Proto", "http");
    var answer = http.send(request.build(), BodyHandlers.ofByteArray());
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    answer
        .headers()
        .firstValue("Content-Length")
        .filter(any -> isHead)
        .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
    byte[] body = answer.body();
    exchange.sendResponseHeaders(
        answer.statusCode(), isHead || body.length == 0 ? -1 : body.length);
    if (!isHead && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    http.close();
  }
}
