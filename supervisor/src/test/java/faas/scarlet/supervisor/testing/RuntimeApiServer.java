package faas.scarlet.supervisor.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The Runtime API of a Lambda execution environment, which can be made to misbehave. */
public final class RuntimeApiServer implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String INVOCATION = "/2018-06-01/runtime/invocation/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<Asked> waiting = new ArrayBlockingQueue<>(100);
  private final ConcurrentMap<String, Asked> running = new ConcurrentHashMap<>();
  private final Queue<Misbehaviour> nexts = new ConcurrentLinkedQueue<>();
  private final Queue<Misbehaviour> answers = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<String> initError = new CompletableFuture<>();
  private volatile boolean registered;

  /** What the server does instead of its work, once. */
  public enum Misbehaviour {
    SERVER_ERROR,
    BREAK_CONNECTION
  }

  /**
   * What the runtime told of an invocation.
   *
   * @param errorType empty where it told of success
   */
  public record Told(String id, Optional<String> errorType, String body) {}

  private record Asked(
      String id, String payload, Optional<String> deadline, CompletableFuture<Told> told) {}

  public RuntimeApiServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(INVOCATION + "next", exchange -> misbehaving(exchange, nexts, this::next));
    server.createContext(INVOCATION, exchange -> misbehaving(exchange, answers, this::answered));
    server.createContext("/2018-06-01/runtime/init/error", this::initFailed);
    server.createContext("/2020-01-01/extension/", this::extension);
    server.setExecutor(threads);
    server.start();
  }

  /** Host and port, for {@code AWS_LAMBDA_RUNTIME_API}. */
  public String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Has an invocation carried out that may take a minute. */
  public Told invoke(String payload) {
    return invoke(payload, Duration.ofMinutes(1));
  }

  /** The same with another time. */
  public Told invoke(String payload, Duration time) {
    long deadline = Instant.now().plus(time).toEpochMilli();
    return invoke(payload, Optional.of(Long.toString(deadline)));
  }

  /** The same with a header of one's own, or none. */
  public Told invoke(String payload, Optional<String> deadline) {
    var asked =
        new Asked(UUID.randomUUID().toString(), payload, deadline, new CompletableFuture<>());
    waiting.add(asked);
    return get(asked.told());
  }

  /** What the next requests for work get. */
  public void nexts(Misbehaviour... misbehaviours) {
    nexts.addAll(List.of(misbehaviours));
  }

  /** What the next answers get. */
  public void answers(Misbehaviour... misbehaviours) {
    answers.addAll(List.of(misbehaviours));
  }

  /** Why the runtime could not start. */
  public String initError() {
    return get(initError);
  }

  /** Whether an extension registered itself. */
  public boolean isRegistered() {
    return registered;
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the runtime gave no answer", e);
    }
  }

  private interface Work {
    void on(HttpExchange exchange) throws IOException;
  }

  private static void misbehaving(HttpExchange exchange, Queue<Misbehaviour> instead, Work work)
      throws IOException {
    try (exchange) {
      switch (instead.poll()) {
        case SERVER_ERROR -> reply(exchange, 500, "{\"errorMessage\":\"on purpose\"}");
        case BREAK_CONNECTION -> {}
        case null -> work.on(exchange);
      }
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    try {
      var asked = waiting.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (asked == null) {
        return;
      }
      running.put(asked.id(), asked);
      var headers = exchange.getResponseHeaders();
      headers.set("Lambda-Runtime-Aws-Request-Id", asked.id());
      asked.deadline().ifPresent(value -> headers.set("Lambda-Runtime-Deadline-Ms", value));
      byte[] payload = asked.payload().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, payload.length == 0 ? -1 : payload.length);
      exchange.getResponseBody().write(payload);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answered(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().substring(INVOCATION.length()).split("/", 2);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var asked = running.remove(path[0]);
    if (asked == null) {
      reply(exchange, 400, "{\"errorType\":\"InvalidRequestID\"}");
      return;
    }
    reply(exchange, 202, "{\"status\":\"OK\"}");
    boolean failed = path[1].equals("error");
    var type = exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-Error-Type");
    asked
        .told()
        .complete(new Told(asked.id(), failed ? Optional.of(type) : Optional.empty(), body));
  }

  private void initFailed(HttpExchange exchange) throws IOException {
    try (exchange) {
      initError.complete(
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      reply(exchange, 202, "{\"status\":\"OK\"}");
    }
  }

  private void extension(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().endsWith("/register")) {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Lambda-Extension-Identifier", "extension");
        registered = true;
        reply(exchange, 200, "{}");
      } else {
        Thread.sleep(LIMIT);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    exchange.sendResponseHeaders(status, body.length());
    exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
