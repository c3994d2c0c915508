package faas.scarlet.supervisor.staging;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import faas.scarlet.model.storage.StoreAccess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A store on loopback whose answers a test makes up, and which notes what it was asked. */
final class ScriptedStore implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  ScriptedStore(HttpHandler answers) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            answers.handle(exchange);
          }
        });
    server.start();
  }

  S3Store store() {
    var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new S3Store(new StoreAccess("default", endpoint, "us-east-1", true, "key", "secret"));
  }

  /** Method and target of every request. */
  List<String> requests() {
    return requests;
  }

  /** Promises {@code content} from the range's start on, and sends no more than {@code most}. */
  static void send(HttpExchange exchange, byte[] content, String version, int most)
      throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int start = range == null ? 0 : Integer.parseInt(range.substring(6, range.indexOf('-')));
    int end =
        range == null
            ? content.length
            : Integer.parseInt(range.substring(range.indexOf('-') + 1)) + 1;
    exchange.getResponseHeaders().set("ETag", version);
    if (range != null) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(start, end - 1, content.length));
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, end - start);
    exchange.getResponseBody().write(content, start, Math.min(most, end - start));
    exchange.getResponseBody().flush();
  }

  static void refuse(HttpExchange exchange, int status, String code) throws IOException {
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    byte[] error =
        "<Error><Code>%s</Code><Message>scripted</Message></Error>"
            .formatted(code)
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, error.length);
    exchange.getResponseBody().write(error);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
