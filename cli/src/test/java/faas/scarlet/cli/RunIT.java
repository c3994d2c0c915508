package faas.scarlet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.embedded.EmbeddedStore;
import faas.scarlet.model.Json;
import faas.scarlet.supervisor.testing.AnyEngine;
import faas.scarlet.supervisor.testing.HostImage;
import faas.scarlet.supervisor.testing.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(AnyEngine.class)
class RunIT {
  private static final String TWICE =
      "cat \"$INPUT_FILE_PATH\" \"$INPUT_FILE_PATH\" > \"$TMP_OUTPUT_DIR/twice-${INPUT_FILE_PATH##*/}\"";

  @TempDir private Path folder;
  private final Map<String, String> environment = new TreeMap<>();

  @Test
  void aFileGoesThroughTheFunctionWithoutAnyServer() throws Exception {
    int code = run(TWICE, file("in.txt", "hello "), "-o", out());

    assertThat(code).isZero();
    assertThat(folder.resolve("out/twice-in.txt")).hasContent("hello hello ");
    assertThat(printed()).contains(out() + "/twice-in.txt\n").contains("in.txt: Succeeded");
  }

  @Test
  void aScriptThatFailsFailsTheCommand() throws Exception {
    int code =
        run(
            "touch \"$TMP_OUTPUT_DIR/half\"; echo no such luck; exit 3",
            file("in.txt", "hello "),
            "-o",
            out());

    assertThat(code).isOne();
    assertThat(printed()).contains("no such luck").contains("exit code 3");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aWrongManifestIsRefusedWithTheFieldsPath() throws Exception {
    int code = run("true\n  timeout: soon", file("in.txt", ""), "-o", out());

    assertThat(code).isOne();
    assertThat(printed()).contains("spec.timeout: expected a duration").doesNotContain("\tat ");
  }

  @Test
  void ofAFolderEveryFileThatTheFunctionTakesIsProcessedWhereItIs() throws Exception {
    file("photos/a b.txt", "a");
    file("photos/sub/ü.txt", "u");
    file("photos/sub/notes.log", "no");
    file("photos/.hidden.txt", "no");
    int code =
        run(
            TWICE + "\n  concurrency: 2",
            "{path: bucket-twice/in, suffix: [.txt]}",
            folder.resolve("photos").toString(),
            "-o",
            out());

    assertThat(code).as(printed()).isZero();
    assertThat(folder.resolve("out/twice-a b.txt")).hasContent("aa");
    assertThat(folder.resolve("out/sub/twice-ü.txt")).hasContent("uu");
    assertThat(printed())
        .contains("left out, because the function's input does not take them: sub/notes.log")
        .contains("[2/2]")
        .contains("2 of 2 files succeeded")
        .doesNotContain("hidden");
  }

  @Test
  void oneFileThatFailsFailsTheCommandAndNoResultIsWrittenOver() throws Exception {
    file("photos/a.txt", "a");
    file("photos/b.txt", "b");

    int code =
        run(
            "cp \"$INPUT_FILE_PATH\" \"$TMP_OUTPUT_DIR/same\"",
            folder.resolve("photos").toString(),
            "-o",
            out());

    assertThat(code).isOne();
    assertThat(printed())
        .contains("out/same is already the result of a.txt")
        .contains("1 of 2 files succeeded");
    assertThat(folder.resolve("out/same")).hasContent("a");
  }

  @Test
  void anEventIsCarriedOutOnRealStores() throws Exception {
    file("s3/bucket-twice/in/a.txt", "a");
    Files.createDirectories(folder.resolve("s3/bucket-twice/out"));
    String event =
        file(
            "event.json",
            "{\"Records\":[{\"s3\":{\"bucket\":{\"name\":\"bucket-twice\"},\"object\":{\"key\":\"in/a.txt\"}}}]}");
    int code;
    try (var store = EmbeddedStore.start(folder.resolve("s3"), 0, "key", "secret", o -> {})) {
      environment.put(
          "SCARLET_STORES_FILE", file("stores.json", Json.write(List.of(store.access()))));
      code = run(TWICE, "--event", event);
    }

    assertThat(code).as(printed()).isZero();
    assertThat(printed()).contains("default:bucket-twice/out/twice-a.txt\n");
    assertThat(folder.resolve("s3/bucket-twice/out/twice-a.txt")).hasContent("aa");
  }

  @Test
  void whatIsMissingOrTooMuchIsSaid() throws Exception {
    assertThat(run(TWICE)).isOne();
    assertThat(printed()).contains("expected a file, a folder or --event");
    assertThat(run(TWICE, folder.resolve("nothing").toString())).isOne();
    assertThat(printed()).contains("nothing is not there; give a file or a folder");
    Files.createDirectories(folder.resolve("empty"));
    assertThat(run(TWICE, folder.resolve("empty").toString())).isOne();
    assertThat(printed()).contains("function default/twice takes no file of");
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  private String file(String name, String content) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, content).toString();
  }

  private int run(String script, String... arguments) throws Exception {
    try (var registry = new RegistryServer()) {
      String manifest = Functions.manifest("twice", HostImage.push(registry), script);
      var command =
          new ArrayList<String>(List.of("run", "-f", folder.resolve("f.yaml").toString()));
      for (String argument : arguments) {
        if (argument.startsWith("{")) {
          manifest = manifest.replace("{path: bucket-twice/in}", argument);
        } else {
          command.add(argument);
        }
      }
      file("f.yaml", manifest);
      environment.put("SCARLET_REGISTRY_MIRROR", registry.mirror());
      environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
      try (var scarlet =
          ScarletProcess.start(
              folder.resolve("printed"), environment, command.toArray(String[]::new))) {
        return scarlet.end();
      }
    }
  }

  private String printed() throws Exception {
    return Files.readString(folder.resolve("printed"));
  }
}
