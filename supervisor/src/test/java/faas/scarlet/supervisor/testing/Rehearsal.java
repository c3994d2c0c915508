package faas.scarlet.supervisor.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.DelegatedAttempt;
import faas.scarlet.model.outcome.Staging;
import faas.scarlet.supervisor.disk.Tree;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Gives a supervisor work for a while, so that a Java that records what it does (for its cache of
 * loaded classes) sees a usual day: {@code Rehearsal COMMAND...}, where the command serves; one
 * that ends with {@code rehearse} serves as on Lambda too. A registry, a store, Lambda's Runtime
 * API and an image of this machine's shell are made up; nothing else is needed.
 */
public final class Rehearsal {
  private static final int ATTEMPTS = 60;
  private static final int ATTEMPTS_ON_LAMBDA = 10;
  private static final int OBJECT = 1024;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String EVENT =
      """
      {"Records":[{"eventName":"s3:ObjectCreated:Put","eventTime":"2026-01-02T03:04:05Z","s3":{
      "bucket":{"name":"rehearsal-in"},"object":{"key":"a+b.txt","size":1024}}}]}""";
  private static final String SCRIPT =
      """
      #!/bin/sh
      cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR/"
      """;

  private static final String BOTH = "rehearse";

  private final URI server;
  private final Process process;

  private Rehearsal(URI server, Process process) {
    this.server = server;
    this.process = process;
  }

  public static void main(String[] command) throws Exception {
    var folder = Files.createTempDirectory("scarlet-rehearsal");
    var store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext("/", Rehearsal::answerAsStore);
    store.start();
    try (var registry = new RegistryServer();
        var lambda = new RuntimeApiServer()) {
      int port = freePort();
      var builder = prepare(List.of(command), folder, registry, store.getAddress().getPort(), port);
      boolean both = command[command.length - 1].equals(BOTH);
      if (both) {
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", lambda.authority());
      }
      var process = builder.start();
      try {
        var rehearsal = new Rehearsal(URI.create("http://127.0.0.1:" + port), process);
        if (both) {
          playOnLambda(lambda);
        }
        rehearsal.play();
      } finally {
        process.destroyForcibly();
      }
    } finally {
      store.stop(0);
      Tree.delete(folder);
    }
    System.exit(0);
  }

  private static ProcessBuilder prepare(
      List<String> command, Path folder, RegistryServer registry, int store, int port)
      throws IOException {
    var own =
        Functions.script(
            HostImage.push(registry),
            SCRIPT,
            "input: [{path: rehearsal-in}]",
            "output: [{path: rehearsal-out}]");
    // As the operator writes it: this is how most supervisors get their function.
    var function = Files.writeString(folder.resolve("function.json"), Json.write(own));
    var access =
        Map.of(
            "name", "default",
            "endpoint", "http://127.0.0.1:" + store,
            "region", "us-east-1",
            "pathStyle", true,
            "accessKey", "rehearsal",
            "secretKey", "rehearsal");
    var stores = Files.writeString(folder.resolve("stores.json"), Json.write(List.of(access)));
    var builder = new ProcessBuilder(command).inheritIO();
    builder
        .environment()
        .putAll(
            Map.of(
                "PORT", Integer.toString(port),
                "SCARLET_HOST", "127.0.0.1",
                "SCARLET_FUNCTION_FILE", function.toString(),
                "SCARLET_STORES_FILE", stores.toString(),
                "SCARLET_CACHE", folder.resolve("cache").toString(),
                "SCARLET_WORK", folder.resolve("work").toString(),
                "SCARLET_REGISTRY_MIRROR", registry.mirror()));
    return builder;
  }

  private static void playOnLambda(RuntimeApiServer lambda) {
    for (int i = 0; i < ATTEMPTS_ON_LAMBDA; i++) {
      String staged =
          new DelegatedAttempt(
                  "rehearsal-lambda-" + i,
                  1,
                  EVENT,
                  Instant.now().plusSeconds(60),
                  new Staging("rehearsal", "staged"))
              .payload();
      for (String payload : List.of(EVENT, staged, "{\"scarlet\":\"keep-warm\"}")) {
        var told = lambda.invoke(payload);
        if (told.errorType().isPresent()) {
          System.err.println("rehearsal on Lambda: " + told);
          return;
        }
      }
    }
  }

  private void play() throws IOException, InterruptedException {
    untilReady();
    int succeeded = 0;
    for (int i = 0; i < ATTEMPTS; i++) {
      var request = Map.of("attempt", 1, "event", EVENT, "deadline", Instant.now().plusSeconds(60));
      String answer = post("/invocations/rehearsal-" + i, Json.write(request));
      if (!answer.contains("\"Succeeded\"")) {
        System.err.println("rehearsal: " + answer);
        break;
      }
      succeeded++;
    }
    System.err.printf("rehearsal: %d of %d attempts succeeded%n", succeeded, ATTEMPTS);
    process.destroy();
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("the supervisor does not end");
    }
  }

  private void untilReady() throws IOException, InterruptedException {
    for (var end = Instant.now().plus(LIMIT); Instant.now().isBefore(end); ) {
      try {
        if (connect("/healthz").getResponseCode() == 200) {
          return;
        }
      } catch (ConnectException notYet) {
        if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
          throw new IOException("the supervisor ended with code " + process.exitValue(), notYet);
        }
      }
    }
    throw new IOException("the supervisor was not ready within " + LIMIT);
  }

  private String post(String path, String body) throws IOException {
    var connection = connect(path);
    connection.setDoOutput(true);
    try (var out = connection.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    try (var in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** By what every Java runtime has: java.net.http is not in the supervisor's. */
  private HttpURLConnection connect(String path) throws IOException {
    var connection = (HttpURLConnection) server.resolve(path).toURL().openConnection();
    connection.setConnectTimeout((int) LIMIT.toMillis());
    connection.setReadTimeout((int) LIMIT.toMillis());
    return connection;
  }

  private static void answerAsStore(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      boolean get = exchange.getRequestMethod().equals("GET");
      exchange.getResponseHeaders().set("ETag", "\"rehearsal\"");
      exchange.getResponseHeaders().set("Last-Modified", "Fri, 02 Jan 2026 03:04:05 GMT");
      exchange.sendResponseHeaders(200, get ? OBJECT : -1);
      if (get) {
        exchange.getResponseBody().write(new byte[OBJECT]);
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
