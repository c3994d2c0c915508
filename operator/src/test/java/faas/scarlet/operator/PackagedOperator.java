package faas.scarlet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The operator as it is shipped, as a process of its own. */
final class PackagedOperator {
  /** Secret by which the gateway gets to know the stores. */
  static final String GATEWAY_STORES = "gateway-stores";

  private final Process process;

  private PackagedOperator(Process process) {
    this.process = process;
  }

  /** Starts it for one namespace, with the rights that the kubeconfig gives. */
  static PackagedOperator start(Path kubeconfig, String namespace, String supervisorImage)
      throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx192m",
            "-jar",
            jar().toString());
    var environment = builder.environment();
    environment.put("KUBECONFIG", kubeconfig.toString());
    environment.put("SCARLET_NAMESPACES", namespace);
    environment.put("SCARLET_SUPERVISOR_IMAGE", supervisorImage);
    environment.put("SCARLET_GATEWAY_STORES_SECRET", GATEWAY_STORES);
    environment.put("SCARLET_GATEWAY_NAMESPACE", namespace);
    environment.put("QUARKUS_HTTP_PORT", "0");
    builder.redirectErrorStream(true).redirectOutput(Path.of("target/operator.log").toFile());
    return new PackagedOperator(builder.start());
  }

  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
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
