package faas.scarlet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.model.Json;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.operator.store.PrivateMinio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The operator as it is shipped, as a process of its own. */
final class PackagedOperator {
  private final Process process;
  private final Path stores;

  private PackagedOperator(Process process, Path stores) {
    this.process = process;
    this.stores = stores;
  }

  /** Starts it for one namespace, with the rights that the kubeconfig gives. */
  static PackagedOperator start(
      Path kubeconfig, String namespace, String supervisorImage, StoreAccess store)
      throws IOException {
    var stores = Files.createTempFile("scarlet-stores", ".json");
    Files.writeString(stores, Json.write(List.of(store)));
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
    environment.put("SCARLET_STORES_FILE", stores.toString());
    environment.put("SCARLET_WEBHOOK_ARN", PrivateMinio.WEBHOOK_ARN);
    environment.put("QUARKUS_HTTP_PORT", "0");
    builder.redirectErrorStream(true).redirectOutput(Path.of("target/operator.log").toFile());
    return new PackagedOperator(builder.start(), stores);
  }

  void stop() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    Files.delete(stores);
  }

  private static Path jar() throws IOException {
    try (var files = Files.list(Path.of("target"))) {
      var jars = files.filter(file -> file.toString().endsWith("-runner.jar")).toList();
      assertThat(jars).as("the operator's package; run mvn verify, not test").hasSize(1);
      return jars.getFirst();
    }
  }
}
