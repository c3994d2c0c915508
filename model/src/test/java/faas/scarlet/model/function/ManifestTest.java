package faas.scarlet.model.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
  private static final String SMALLEST =
      """
      apiVersion: scarlet.faas/v1alpha1
      kind: ScarFunction
      metadata: {name: grayscale, namespace: imaging}
      spec:
        image: docker.io/dpokidov/imagemagick:7.1.1
        script: |
          #!/bin/sh
          convert "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR/out.png"
        input:
          - path: photos/in
            suffix: [.png, .jpg]
        output:
          - path: photos/out
      """;

  @Test
  void absentFieldsHaveTheirDefaults() throws Exception {
    var function = Manifest.read(SMALLEST, "f.yaml").getFirst();

    assertThat(function.id()).hasToString("imaging/grayscale");
    assertThat(function.spec().timeLimit()).isEqualTo(Duration.ofMinutes(5));
    assertThat(function.spec().maxInFlight()).isEqualTo(10);
    assertThat(function.spec().retry().attempts()).isEqualTo(3);
    assertThat(function.spec().stageIn()).isTrue();
  }

  @Test
  void otherKindsArePassedOver() throws Exception {
    var functions =
        Manifest.read("kind: Namespace\nmetadata: {name: imaging}\n---\n" + SMALLEST, "f.yaml");

    assertThat(functions).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          memry: 1Gi                         | spec.memry: unknown field; did you mean memory?
          timeout: soon                      | spec.timeout: expected a duration such as 90s or 5m, found "soon"
          timeout: 25h                       | spec.timeout: expected at most 24h; split the work over several files, or over functions that hand over to each other
          cpu: 1                             | spec.cpu: expected a text (put it in quotes), found 1
          concurrency: 0                     | spec.concurrency: expected at least 1, found 0
          stageIn: maybe                     | spec.stageIn: expected true or false, found "maybe"
          gpu: 1                             | spec.gpu: not supported yet; leave it out
          keepWarm: true                     | spec.keepWarm: not supported yet; leave it out
          schedule: '61 * * * *'             | spec.schedule: expected a minute from 0 to 59, as in 5, 1-5, */15 or a list of such; found '61'
          onFailure: No/dead                 | spec.onFailure: expected bucket or bucket/prefix, where a bucket has 3 to 63 lower-case letters, digits, '.' and '-'; found bucket 'No'
          existing: Perhaps                  | spec.existing: expected one of Process, Ignore, found "Perhaps"
          execution: {mode: Bake}            | spec.execution.mode: Bake is not supported yet; leave it out
          execution: {engine: native}        | spec.execution.engine: native is not supported yet; leave it out
          placement: {target: lambda}        | spec.placement.target: lambda is not supported yet; leave it out
          scale: {min: 5, max: 2}            | spec.scale.min: expected at most scale.max, which is 2
          command: [ls]                      | spec.command: script and command exclude each other: keep one
          environment: [{name: EVENT}]       | spec.environment[0].name: EVENT belongs to the contract with scripts; choose another name
          environment: [{value: x}]          | spec.environment[0].name: required, but missing
          """)
  void aWrongFieldIsNamedWithItsPath(String field, String message) {
    assertThatThrownBy(() -> Manifest.read(SMALLEST + "  " + field + "\n", "f.yaml"))
        .isInstanceOf(InvalidManifestException.class)
        .hasMessageContaining("f.yaml: " + message);
  }

  @Test
  void everyProblemIsSaidAtOnce() {
    assertThatThrownBy(() -> Manifest.read("kind: ScarFunction\nspec: {scale: {max: 0}}", "f.yaml"))
        .isInstanceOfSatisfying(
            InvalidManifestException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::path)
                    .containsExactly(
                        "apiVersion", "metadata.name", "spec.image", "spec.scale.max"));
  }

  @Test
  void anOutputInsideAnInputIsRefused() {
    assertThatThrownBy(() -> Manifest.read(SMALLEST.replace("photos/out", "photos/in/x"), "f"))
        .hasMessageContaining(
            "spec.output[0].path: results in photos/in/x would start the function");
  }

  @Test
  void anOutputInsideAnInputIsTakenWhenFiltersExcludeIt() throws Exception {
    String yaml = SMALLEST.replace("- path: photos/out", "- {path: photos/in, suffix: [.txt]}");

    assertThat(Manifest.read(yaml, "f")).hasSize(1);
  }

  @Test
  void brokenYamlNamesTheLine() {
    assertThatThrownBy(() -> Manifest.read("kind: [", "f.yaml"))
        .hasMessageStartingWith("f.yaml: line ");
  }

  @Test
  void retriesDoubleUpToTheLongestPause() {
    var retry = new Retry(10, "10s", "1m", "6h");

    var pauses = IntStream.of(1, 2, 3, 4, 40).mapToObj(n -> retry.pauseAfter(n).toSeconds());

    assertThat(pauses).containsExactly(10L, 20L, 40L, 60L, 60L);
  }
}
