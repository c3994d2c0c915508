package faas.scarlet.supervisor.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.scarlet.embedded.EmbeddedStore;
import faas.scarlet.model.Json;
import faas.scarlet.supervisor.testing.AnyEngine;
import faas.scarlet.supervisor.testing.HostImage;
import faas.scarlet.supervisor.testing.RegistryServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What scripts of SCAR's Lambda functions see, in an image: the recorded cases as far as they are
 * not about Lambda itself, which {@link SameOnLambdaIT} and {@link OnLambdaIT} are about: the time
 * limit and missing images ({@code l09}, {@code l10}), and a call's own script ({@code l02}, {@code
 * l06}) or command ({@code l03}), which are data. Nothing is left of a payload beside the function
 * ({@code l14}) and of a handler without its context ({@code l15}).
 */
@ExtendWith(AnyEngine.class)
class LambdaViewIT {
  @TempDir Path folder = Path.of("");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void anObjectOfS3() throws Exception {
    var recorded = recorded("lambda-l01-s3-init-script");

    int exit = run(recorded);

    assertThat(exit).as(printed()).isZero();
    assertThat(lines())
        .contains(
            "EVENT=" + recorded.json().path("event"),
            "EVENT_TIME=2024-05-06T07:08:09.000Z",
            "STORAGE_OBJECT_KEY=d/k 1.bin")
        .anyMatch(line -> line.matches("INPUT_FILE_PATH=/.*/input/k 1\\.bin"))
        .contains(sha256(recorded))
        .noneMatch(line -> line.startsWith("AWS_"));
    assertThat(folder.resolve("s3/orc-out/lam/o.txt")).hasContent("out\n");
  }

  @Test
  void aCallWithParametersWhichItsScriptNowGets() throws Exception {
    var recorded = recorded("lambda-l05-apigw-params");

    int exit = run(recorded);

    assertThat(exit).as(printed()).isZero();
    assertThat(lines())
        .contains("CONT_VAR_name=Ana", "CONT_VAR_n=3", sha256(recorded))
        .anyMatch(line -> line.matches("INPUT_FILE_PATH=/.*/input/event-file-[0-9a-f-]{36}"))
        .noneMatch(line -> line.startsWith("EVENT="));
    assertThat(folder.resolve("s3/orc-out/lam/o.txt")).exists();
  }

  @Test
  void aScriptThatFailsPublishesNothingNow() throws Exception {
    assertThat(run(recorded("lambda-l07-failing-script"))).isOne();

    assertThat(lines()).contains("err");
    assertThat(folder.resolve("s3/orc-out/lam")).doesNotExist();
  }

  @Test
  void aMissingObjectIsAnExitCode() throws Exception {
    assertThat(run(recorded("lambda-l08-missing-object"))).isOne();

    assertThat(printed()).contains("reason=INPUT_MISSING");
  }

  @Test
  void aLargeEventIsAFileNow() throws Exception {
    var recorded = recorded("lambda-l12-large-event");
    ((ObjectNode) recorded.json().path("event")).put("pad", "x".repeat(150_000));

    assertThat(run(recorded)).as(printed()).isZero();

    assertThat(lines())
        .contains("STORAGE_OBJECT_KEY=d/k 1.bin")
        .noneMatch(line -> line.startsWith("EVENT="));
  }

  @Test
  void bytesThatAreNoTextPassThrough() throws Exception {
    assertThat(run(recorded("lambda-l13-binary-output"))).isZero();

    assertThat(err.toString(StandardCharsets.ISO_8859_1)).contains("a\u00ff\0b\n");
  }

  @Test
  void nothingPersistsInTheImagesRoot() throws Exception {
    var recorded = recorded("lambda-l17-writes-persist");

    run(recorded);
    run(recorded);

    assertThat(printed()).contains("first").doesNotContain("seen\n");
  }

  private static OracleCase recorded(String name) {
    return OracleCase.all(true).filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  /** What the script printed for its input's hash. */
  private static String sha256(OracleCase recorded) {
    String text = recorded.expected().path("body_text").asText();
    return text.lines().filter(line -> line.endsWith("  -")).findFirst().orElseThrow();
  }

  private String printed() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private List<String> lines() {
    return printed().lines().toList();
  }

  private int run(OracleCase recorded) throws Exception {
    var object = folder.resolve("s3/orc-in/d/k 1.bin");
    Files.createDirectories(object.resolveSibling(""));
    Files.createDirectories(folder.resolve("s3/orc-out"));
    Files.writeString(object, "payload");
    try (var registry = new RegistryServer();
        var store = EmbeddedStore.start(folder.resolve("s3"), 0, "key", "secret", o -> {})) {
      var config =
          """
          name: fn
          container: {image: %s}
          output: [{storage_provider: s3, path: orc-out/lam}]
          """
              .formatted(HostImage.push(registry));
      var environment =
          new Environment(
              Map.of(
                  "FUNCTION_CONFIG", base64(config),
                  "SCRIPT", base64(recorded.json().path("init_script").asText()),
                  "AWS_ENDPOINT_URL", store.access().endpoint().toString(),
                  "AWS_ACCESS_KEY_ID", "key",
                  "AWS_SECRET_ACCESS_KEY", "secret",
                  "SCARLET_CACHE", folder.resolve("cache").toString(),
                  "SCARLET_WORK", folder.resolve("work").toString(),
                  "SCARLET_REGISTRY_MIRROR", registry.mirror()));
      return OneShot.run(
          environment,
          List.of(),
          new ByteArrayInputStream(
              Json.write(recorded.json().path("event")).getBytes(StandardCharsets.UTF_8)),
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8));
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
