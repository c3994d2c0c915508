package faas.scarlet.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.AttemptNews;
import faas.scarlet.model.outcome.AttemptRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Speaks a supervisor's HTTP, runs nothing, and remembers what it was asked. */
public final class FakeSupervisor implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpServer server;
  private final List<Execution> executions = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = (_, _) -> Reply.ok(Results.succeeded());

  private FakeSupervisor(HttpServer server) {
    this.server = server;
  }

  /** On a free port of loopback; every attempt succeeds until told otherwise. */
  public static FakeSupervisor start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var supervisor = new FakeSupervisor(server);
    server.createContext("/invocations/", supervisor::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return supervisor;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How attempts end from now on. */
  public void behave(Behaviour next) {
    behaviour = next;
  }

  /** Everything that it was asked so far, in this order. */
  public List<Execution> executions() {
    return List.copyOf(executions);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      var id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
      var request =
          Json.MAPPER.readValue(exchange.getRequestBody().readAllBytes(), AttemptRequest.class);
      executions.add(new Execution(id, request));
      var reply = behaviour.reply(id, request);
      if (reply.status() == Reply.BREAK) {
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", reply.type());
      if (!reply.news().isEmpty()) {
        exchange.sendResponseHeaders(reply.status(), 0);
        for (String line : reply.news()) {
          exchange.getResponseBody().write((line + "\n").getBytes(UTF_8));
          exchange.getResponseBody().flush();
        }
        reply.proceed().await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        exchange.getResponseBody().write(reply.body().getBytes(UTF_8));
        return;
      }
      byte[] body = reply.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What it was asked to do. */
  public record Execution(UUID invocation, AttemptRequest request) {}

  /** How it answers. */
  public interface Behaviour {
    Reply reply(UUID invocation, AttemptRequest request);
  }

  /** An answer. */
  public record Reply(
      int status, String type, List<String> news, CountDownLatch proceed, String body) {
    private static final int BREAK = 0;

    private Reply(int status, String body) {
      this(status, "application/json", List.of(), new CountDownLatch(0), body);
    }

    public static Reply ok(Object result) {
      return new Reply(200, Json.write(result));
    }

    /** In lines, the result being held back until {@code proceed}. */
    public static Reply telling(Object result, CountDownLatch proceed, AttemptNews... news) {
      return new Reply(
          200,
          AttemptNews.LINES,
          Stream.of(news).map(Json::write).toList(),
          proceed,
          Json.write(result));
    }

    public static Reply noRoom() {
      return new Reply(503, "");
    }

    /** The connection is cut instead. */
    public static Reply cut() {
      return new Reply(BREAK, "");
    }
  }
}
