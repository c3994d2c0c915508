package faas.scarlet.supervisor.entry;

import com.sun.net.httpserver.HttpServer;
import faas.scarlet.model.function.Function;
import faas.scarlet.supervisor.Metrics;
import faas.scarlet.supervisor.Supervisor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The supervisor's HTTP server: {@code POST /} calls its function, {@code POST /invocations/{id}}
 * carries out an attempt, {@code GET /healthz} and {@code GET /metrics} tell how it is.
 */
public final class SupervisorServer implements AutoCloseable {
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

  static {
    // else the body of an answer waits until its head is acknowledged, which may take 40 ms
    standard("sun.net.httpserver.nodelay", "true");
    // the JDK's server waits for ever by default: in seconds, for a request to arrive, and for its
    // answer to be taken after the longest attempt and pull
    standard("sun.net.httpserver.maxReqTime", Long.toString(Duration.ofMinutes(2).toSeconds()));
    standard("sun.net.httpserver.maxRspTime", Long.toString(Duration.ofHours(2).toSeconds()));
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Capacity capacity;

  private SupervisorServer(HttpServer server, Capacity capacity) {
    this.server = server;
    this.capacity = capacity;
  }

  private static void standard(String setting, String value) {
    if (System.getProperty(setting) == null) {
      System.setProperty(setting, value);
    }
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
    server.start(
        new InvocationHandler(supervisor, own, server.capacity),
        new CallHandler(supervisor, own, server.capacity, supervisor.work()),
        supervisor.metrics());
    return server;
  }

  private void start(InvocationHandler invocations, CallHandler calls, Metrics metrics) {
    server.createContext(InvocationHandler.PATH, invocations);
    server.createContext(CallHandler.PATH, calls);
    server.createContext(
        "/healthz",
        exchange -> {
          try (exchange) {
            boolean open = capacity.isOpen();
            Reply.send(exchange, open ? 200 : 503, "text/plain", open ? "ready\n" : "stopping\n");
          }
        });
    server.createContext(
        "/metrics",
        exchange -> {
          try (exchange) {
            Reply.send(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.text());
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
