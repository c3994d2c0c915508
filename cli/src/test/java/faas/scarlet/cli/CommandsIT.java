package faas.scarlet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.supervisor.testing.AnyEngine;
import faas.scarlet.supervisor.testing.HostImage;
import faas.scarlet.supervisor.testing.RegistryServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands beside {@code run} and {@code up}. */
class CommandsIT {
  private static final Pattern PULLED = Pattern.compile("sha256:[0-9a-f]{64} {2}(/\\S+)\n");

  @TempDir private Path folder;

  @Test
  void pullPrintsTheDigestAndTheFolderOfTheFiles() throws Exception {
    try (var registry = new RegistryServer()) {
      String image = HostImage.push(registry);

      int code =
          scarlet("pull", image, "--cache=" + folder, "--registry-mirror=" + registry.mirror());

      assertThat(code).as(printed()).isZero();
      var pulled = PULLED.matcher(printed());
      assertThat(pulled.find()).isTrue();
      assertThat(Path.of(pulled.group(1)).resolve("bin/sh")).exists();
    }
  }

  @Test
  void anUnknownImageIsOneLineAndFailsTheCommand() throws Exception {
    try (var registry = new RegistryServer()) {
      int code =
          scarlet(
              "pull",
              "docker.io/none/such:1",
              "--cache=" + folder,
              "--registry-mirror=" + registry.mirror());

      assertThat(code).isOne();
      assertThat(printed().lines())
          .singleElement()
          .asString()
          .startsWith("scarlet: ")
          .contains("does not know image docker.io/none/such:1");
    }
  }

  @Test
  @ExtendWith(AnyEngine.class)
  void enginesAreTriedAndShown() throws Exception {
    try (var registry = new RegistryServer()) {
      String image = HostImage.push(registry);

      int code =
          scarlet("engines", image, "--cache=" + folder, "--registry-mirror=" + registry.mirror());

      assertThat(code).as(printed()).isZero();
      assertThat(printed()).contains("ENGINE").contains("fakechroot").containsPattern(" yes\\b");
    }
  }

  @Test
  void convertWritesManifestsAndSaysWhatBecameOfEachField() throws Exception {
    Files.writeString(folder.resolve("grey.sh"), "#!/bin/sh\nconvert a b\n");
    var definition = folder.resolve("fdl.yaml");
    Files.writeString(
        definition,
        """
        functions:
          oscar:
          - here:
              name: grey
              image: debian:bookworm-slim
              script: grey.sh
              log_level: DEBUG
              input: [{storage_provider: minio, path: photos/in}]
              output: [{storage_provider: minio, path: photos/out}]
        """);
    var manifests = folder.resolve("functions.yaml");

    assertThat(scarlet("convert", definition.toString(), "-o", manifests.toString()))
        .as(printed())
        .isZero();

    assertThat(printed())
        .contains("function grey of cluster here", "now script, with the text of grey.sh")
        .containsPattern("log_level +dropped: ");
    assertThat(Files.getPosixFilePermissions(manifests)).hasSize(2);
    assertThat(scarlet("validate", manifests.toString())).as(printed()).isZero();
    assertThat(scarlet("convert", definition.toString(), "-o", manifests.toString())).isOne();
    assertThat(printed()).contains("is there already");
  }

  @Test
  void validateSaysAllThatIsWrongWithFileAndField() throws Exception {
    Files.writeString(folder.resolve("good.yaml"), Functions.manifest("good", "debian", "true"));
    assertThat(scarlet("validate", folder.toString())).isZero();
    Files.writeString(
        folder.resolve("bad.yaml"),
        Functions.manifest("bad", "debian", "true").replace("output:", "outputs:")
            + "  timeout: soon\n");

    int code = scarlet("validate", folder.toString());

    assertThat(code).isOne();
    assertThat(printed())
        .contains("bad.yaml: spec.outputs: unknown field; did you mean output?")
        .contains("bad.yaml: spec.timeout: expected a duration")
        .contains("good.yaml: default/good is right");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "up",
        "pull",
        "validate",
        "engines",
        "cache",
        "serve",
        "supervise",
        "ls",
        "put",
        "get",
        "logs",
        "runs",
        "replay",
        "cancel",
        "invoke",
        "backfill"
      })
  void everyCommandTeachesByAnExample(String command) throws Exception {
    assertThat(scarlet(command, "--help")).isZero();

    assertThat(printed()).containsPattern("scarlet " + command + " [^\\[]");
  }

  @Test
  void theShellLearnsEveryCommand() throws Exception {
    assertThat(scarlet("completion")).isZero();

    assertThat(printed()).contains("complete -F").contains("backfill").contains("--gateway");
  }

  @Test
  void withoutAGatewayTheRemedyIsSaid() throws Exception {
    assertThat(scarlet("ls", "--data=" + folder.resolve("none"))).isOne();
    assertThat(printed()).contains("no Scarlet is up").contains("scarlet up DIR");

    assertThat(scarlet("ls", "--gateway=http://127.0.0.1:1")).isOne();
    assertThat(printed()).contains("no gateway answers at http://127.0.0.1:1");
  }

  private int scarlet(String... arguments) throws Exception {
    try (var scarlet = ScarletProcess.start(folder.resolve("printed.txt"), Map.of(), arguments)) {
      return scarlet.end();
    }
  }

  private String printed() throws Exception {
    return Files.readString(folder.resolve("printed.txt"));
  }
}
