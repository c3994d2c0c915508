package faas.scarlet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The operator as it is shipped, as a process of its own. */
final class PackagedOperator {
  /** Secret by which the gateway gets to know the stores. */
  static final String GATEWAY_STORES = "gateway-stores";

  private final Process process;
  private final int port;
  private final Path log;

  private PackagedOperator(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** All that it has said. */
  String log() throws IOException {
    return Files.readString(log);
  }

  /**
   * Starts it for one namespace, with the rights that the kubeconfig gives.
   *
   * @param more settings beside, by their variables' names
   */
  static PackagedOperator start(
      Path kubeconfig, String namespace, String supervisorImage, Map<String, String> more)
      throws IOException {
    int port = freePort();
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@java.options",
            "-Xmx192m",
            "-jar",
            jar().toString());
    var environment = builder.environment();
    environment.put("KUBECONFIG", kubeconfig.toString());
    environment.put("SCARLET_NAMESPACES", namespace);
    environment.put("SCARLET_SUPERVISOR_IMAGE", supervisorImage);
    environment.put("SCARLET_GATEWAY_STORES_SECRET", GATEWAY_STORES);
    environment.put("SCARLET_GATEWAY_NAMESPACE", namespace);
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.putAll(more);
    var log = Path.of("target", "operator-" + port + ".log");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new PackagedOperator(builder.start(), port, log);
  }

  /** What it answers to a GET; empty where it does not answer. */
  Optional<HttpResponse<String>> get(String path) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(5))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** As a node that goes down: nothing is given back. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Path jar() throws IOException {
    try (var files = Files.list(Path.of("target"))) {
      var jars = files.filter(file -> file.toString().endsWith("-runner.jar")).toList();
      assertThat(jars).as("the operator's package; run mvn verify, not test").hasSize(1);
      return jars.getFirst();
    }
  }
}
