package faas.scarlet.operator.bake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The lab's registry behind a door that can be closed for those who push, and counts them. */
public final class RefusingRegistry implements AutoCloseable {
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "expect");

  /** First byte of a TLS connection. */
  private static final int TLS = 0x16;

  private final String registry;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
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
    threads.execute(this::listen);
  }

  /** Host and port. */
  public String address() {
    return "127.0.0.1:" + door.getLocalPort();
  }

  /** Clients try TLS first, for which the JDK's server would wait in vain. */
  private void listen() {
    while (!door.isClosed()) {
      try {
        var caller = door.accept();
        threads.execute(() -> admit(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void admit(Socket caller) {
    try (caller;
        var inside = new Socket(server.getAddress().getAddress(), server.getAddress().getPort())) {
      int first = caller.getInputStream().read();
      if (first < 0 || first == TLS) {
        return;
      }
      inside.getOutputStream().write(first);
      var back = threads.submit(() -> inside.getInputStream().transferTo(caller.getOutputStream()));
      caller.getInputStream().transferTo(inside.getOutputStream());
      inside.shutdownOutput();
      back.get();
    } catch (IOException | ExecutionException gone) {
      // one of the two has left
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
  public void close() throws IOException {
    door.close();
    server.stop(0);
    threads.shutdownNow();
    http.close();
  }
}
