package faas.scarlet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.supervisor.testing.AnyEngine;
import faas.scarlet.supervisor.testing.HostImage;
import faas.scarlet.supervisor.testing.RegistryServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(AnyEngine.class)
class RunIT {
  @TempDir private Path folder;

  @Test
  void aFileGoesThroughTheFunctionWithoutAnyServer() throws Exception {
    int code = run("cat \"$INPUT_FILE_PATH\" \"$INPUT_FILE_PATH\" > \"$TMP_OUTPUT_DIR/twice.txt\"");

    assertThat(code).isZero();
    assertThat(folder.resolve("out/twice.txt")).hasContent("hello hello ");
  }

  @Test
  void aScriptThatFailsFailsTheCommand() throws Exception {
    int code = run("touch \"$TMP_OUTPUT_DIR/half\"; echo no such luck; exit 3");

    assertThat(code).isOne();
    assertThat(printed()).contains("no such luck").contains("exit code 3");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aWrongManifestIsRefusedWithTheFieldsPath() throws Exception {
    int code = run("true\n  timeout: soon");

    assertThat(code).isOne();
    assertThat(printed()).contains("spec.timeout: expected a duration").doesNotContain("\tat ");
  }

  private int run(String script) throws Exception {
    try (var registry = new RegistryServer()) {
      Path manifest = folder.resolve("f.yaml");
      Files.writeString(manifest, Functions.manifest("twice", HostImage.push(registry), script));
      Path file = Files.writeString(folder.resolve("in.txt"), "hello ");
      var environment =
          Map.of(
              "SCARLET_REGISTRY_MIRROR",
              registry.mirror(),
              "XDG_CACHE_HOME",
              folder.resolve("cache").toString());
      try (var scarlet =
          ScarletProcess.start(
              folder.resolve("printed"),
              environment,
              "run",
              "-f",
              manifest.toString(),
              file.toString(),
              "-o",
              folder.resolve("out").toString())) {
        return scarlet.end();
      }
    }
  }

  private String printed() throws Exception {
    return Files.readString(folder.resolve("printed"));
  }
}
