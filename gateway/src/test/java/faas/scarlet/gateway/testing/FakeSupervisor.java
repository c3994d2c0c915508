package faas.scarlet.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.AttemptRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Speaks a supervisor's HTTP, runs nothing, and remembers what it was asked. */
public final class FakeSupervisor implements AutoCloseable {
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
      byte[] body = reply.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** What it was asked to do. */
  public record Execution(UUID invocation, AttemptRequest request) {}

  /** How it answers. */
  public interface Behaviour {
    Reply reply(UUID invocation, AttemptRequest request);
  }

  /** An answer. */
  public record Reply(int status, String body) {
    private static final int BREAK = 0;

    public static Reply ok(Object result) {
      return new Reply(200, Json.write(result));
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
