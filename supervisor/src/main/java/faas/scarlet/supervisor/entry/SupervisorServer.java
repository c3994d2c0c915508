package faas.scarlet.supervisor.entry;

import com.sun.net.httpserver.HttpServer;
import faas.scarlet.model.function.Function;
import faas.scarlet.supervisor.Supervisor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The supervisor's HTTP server: {@code POST /invocations/{id}}, {@code GET /healthz}. */
public final class SupervisorServer implements AutoCloseable {
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

  static {
    // Else the body of an answer waits until its head is acknowledged, which may take 40 ms.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Capacity capacity;

  private SupervisorServer(HttpServer server, Capacity capacity) {
    this.server = server;
    this.capacity = capacity;
  }

  /**
   * Starts to serve.
   *
   * @param own the one function that is served; empty for any, which every request then brings
   * @param concurrency attempts at once; more are answered 503
   */
  public static SupervisorServer start(
      InetSocketAddress address, Supervisor supervisor, Optional<Function> own, int concurrency)
      throws IOException {
    if (own.isEmpty() && !address.getAddress().isLoopbackAddress()) {
      throw new IOException(
          "a supervisor that runs any function listens on loopback only, not on "
              + address.getAddress());
    }
    var server = new SupervisorServer(HttpServer.create(address, 0), new Capacity(concurrency));
    server.start(new InvocationHandler(supervisor, own, server.capacity));
    return server;
  }

  private void start(InvocationHandler invocations) {
    server.createContext(InvocationHandler.PATH, invocations);
    server.createContext(
        "/healthz",
        exchange -> {
          try (exchange) {
            byte[] text =
                (capacity.isOpen() ? "ready\n" : "stopping\n").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(capacity.isOpen() ? 200 : 503, text.length);
            exchange.getResponseBody().write(text);
          }
        });
    server.setExecutor(threads);
    server.start();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Takes no more work, and lets what runs finish; false where the limit passes first. */
  public boolean drain(Duration limit) throws InterruptedException {
    return capacity.drain(limit);
  }

  /** Stops: running scripts are stopped with all their processes, and answered as failed. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
  }
}
