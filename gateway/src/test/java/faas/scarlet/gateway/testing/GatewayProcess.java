package faas.scarlet.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** The packaged gateway as a process of its own, which can be killed and started again. */
public final class GatewayProcess implements AutoCloseable {
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> settings = new TreeMap<>();
  private final Path log;
  private final int port;
  private Process process;

  private GatewayProcess(Path folder, Map<String, String> settings) throws IOException {
    log = folder.resolve("gateway.log");
    var wanted = settings.get("quarkus.http.port");
    port = wanted == null ? freePort() : Integer.parseInt(wanted);
    this.settings.put("quarkus.http.port", String.valueOf(port));
    this.settings.put("quarkus.http.host", "127.0.0.1");
    this.settings.putAll(settings);
    process = launch();
  }

  /** Started and ready. */
  public static GatewayProcess start(Path folder, Map<String, String> settings) throws IOException {
    var gateway = new GatewayProcess(folder, settings);
    gateway.awaitReady();
    return gateway;
  }

  /** As {@code kill -9}; returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** The same again after a kill. */
  public void restart() throws IOException {
    process = launch();
    awaitReady();
  }

  /** The same with another setting. */
  public void restart(String setting, String value) throws IOException {
    settings.put(setting, value);
    restart();
  }

  /** Its standard input. */
  public OutputStream standardInput() {
    return process.getOutputStream();
  }

  /** Returns when it has ended by itself. */
  public void awaitEnd() {
    await("gateway ended").atMost(PATIENCE).until(() -> !process.isAlive());
  }

  /** All that it said so far. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  public HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).POST(BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).GET());
  }

  public HttpResponse<String> put(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).PUT(BodyPublishers.ofString(body)));
  }

  /** The lines of an answer, as they come. */
  public Stream<String> lines(String path) throws IOException, InterruptedException {
    return http.send(request(path).GET().build(), BodyHandlers.ofLines()).body();
  }

  /** The body of a successful GET. */
  public JsonNode json(String path) {
    try {
      var response = get(path);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      return Json.MAPPER.readTree(response.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("GET " + path, e);
    }
  }

  /** Address on this machine. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    http.shutdownNow();
    process.destroy();
    try {
      awaitEnd();
    } finally {
      process.destroyForcibly();
    }
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-jar");
    command.add(jar().toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private void awaitReady() throws IOException {
    try {
      await("gateway ready").atMost(PATIENCE).until(() -> ready() || !process.isAlive());
      assertThat(process.isAlive()).isTrue();
    } catch (ConditionTimeoutException | AssertionError e) {
      close();
      throw new AssertionError("the gateway does not start: " + log(), e);
    }
  }

  private boolean ready() throws InterruptedException {
    try {
      return get("/q/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(url() + path)).timeout(PATIENCE);
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static Path jar() throws IOException {
    try (var files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(
              () -> new AssertionError("no target/*-runner.jar: run the tests by ./mvnw verify"));
    }
  }

  /** A port of loopback that nobody uses now. */
  public static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
