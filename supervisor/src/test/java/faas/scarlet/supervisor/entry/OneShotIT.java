package faas.scarlet.supervisor.entry;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.embedded.EmbeddedStore;
import faas.scarlet.model.Json;
import faas.scarlet.supervisor.LocalPlace;
import faas.scarlet.supervisor.testing.AnyEngine;
import faas.scarlet.supervisor.testing.Functions;
import faas.scarlet.supervisor.testing.HostImage;
import faas.scarlet.supervisor.testing.RegistryServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of one event in one process: registry, S3 in, engine, S3 out. */
@ExtendWith(AnyEngine.class)
class OneShotIT {
  @TempDir Path folder = Path.of("");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void anEventBecomesAnObjectAndTheScriptsOutputIsOurs() throws Exception {
    int exit =
        run("#!/bin/sh\necho working\ntr a-z A-Z < \"$INPUT_FILE_PATH\" > \"$TMP_OUTPUT_DIR/big\"");

    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("event=result ")
        .contains("state=SUCCEEDED", "outputs=1");
    assertThat(exit).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("working\n");
    assertThat(folder.resolve("s3/pictures-out/done/big")).hasContent("HELLO");
  }

  @Test
  void aFailureIsTheExitCode() throws Exception {
    assertThat(run("exit 4")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("reason=SCRIPT_FAILED exitCode=4");
  }

  private int run(String script) throws Exception {
    Files.createDirectories(folder.resolve("s3/pictures-out"));
    Files.createDirectories(folder.resolve("s3/pictures/in"));
    Files.writeString(folder.resolve("s3/pictures/in/a b.txt"), "hello");
    try (var registry = new RegistryServer();
        var store = EmbeddedStore.start(folder.resolve("s3"), 0, "key", "secret", o -> {})) {
      var function =
          Functions.script(HostImage.push(registry), script, "output: [{path: pictures-out/done}]");
      var variables =
          Map.of(
              "SCARLET_FUNCTION_FILE", write("function", function),
              "SCARLET_STORES_FILE", write("stores", List.of(store.access())),
              "SCARLET_CACHE", folder.resolve("cache").toString(),
              "SCARLET_WORK", folder.resolve("work").toString(),
              "SCARLET_REGISTRY_MIRROR", registry.mirror());
      return OneShot.run(
          new Environment(variables),
          List.of(),
          new ByteArrayInputStream(LocalPlace.EVENT.getBytes(StandardCharsets.UTF_8)),
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8));
    }
  }

  private String write(String name, Object value) throws Exception {
    return Files.writeString(folder.resolve(name), Json.write(value)).toString();
  }
}
