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
          environment: [{name: A, value: x, valueFrom: {secretKeyRef: {name: s, key: k}}}] | spec.environment[0]: value and valueFrom exclude each other: keep one
          environment: [{name: A, valueFrom: {}}] | spec.environment[0].valueFrom: expected one of secretKeyRef and configMapKeyRef
          pod: {labels: {app.kubernetes.io/name: x}} | spec.pod.labels: Scarlet and Knative set these themselves; choose other names, and scale for instances
          pod: {annotations: {autoscaling.knative.dev/max-scale: '3'}} | spec.pod.annotations: Scarlet and Knative set these themselves; choose other names, and scale for instances
          pod: {tolerations: [{key: a, effect: Never}]} | spec.pod.tolerations[0].effect: expected one of NoSchedule, PreferNoSchedule, NoExecute, found "Never"
          schedule: '61 * * * *'             | spec.schedule: expected a minute from 0 to 59, as in 5, 1-5, */15 or a list of such; found '61'
          onFailure: No/dead                 | spec.onFailure: expected bucket or bucket/prefix, where a bucket has 3 to 63 lower-case letters, digits, '.' and '-'; found bucket 'No'
          existing: Perhaps                  | spec.existing: expected one of Process, Ignore, found "Perhaps"
          execution: {mode: Bake, engine: crun} | spec.execution.engine: execution.engine: what is baked runs natively, without an engine; leave it out, or let execution.mode be Unpack
          execution: {engine: native}        | spec.execution.engine: native is not supported yet; leave it out
          placement: {target: lambda}        | spec.placement.data: placement.data: MayLeaveCluster is required for target lambda and burst
          lambda: {accountSecret: My Account} | spec.lambda.accountSecret: expected
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spec.scriptFrom: {configMapKeyRef: {name: scripts, key: run}} | spec.scriptFrom: ConfigMaps are only on a cluster; here write spec.script
          spec.environment: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}] | spec.environment[0].valueFrom: Secrets and ConfigMaps are only on a cluster; here write value
          """)
  void whatOnlyAClusterHasIsRefusedElsewhere(String field, String message) throws Exception {
    String yaml =
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: elsewhere}
        spec:
          image: debian
        """
            + field.replace("spec.", "  ")
            + "\n";

    assertThat(Manifest.read(yaml, "f.yaml")).hasSize(1);
    assertThatThrownBy(() -> Manifest.readLocal(yaml, "f.yaml"))
        .hasMessageContaining("f.yaml: " + message);
  }

  @Test
  void whatHasNoMeaningElsewhereIsPassedOverThereWithAWord() throws Exception {
    String yaml =
        SMALLEST
            + "  gpu: 1\n  keepWarm: true\n  pod: {}\n  imagePullSecrets: [{name: login}]\n"
            + "  execution: {mode: Bake}\n";

    var function = Manifest.readLocal(yaml, "f.yaml").getFirst();

    assertThat(LocalRules.passedOver(function.spec()))
        .extracting(Problem::path)
        .containsExactly(
            "spec.imagePullSecrets",
            "spec.gpu",
            "spec.execution.mode",
            "spec.keepWarm",
            "spec.pod");
  }

  @Test
  void aFunctionThatIsKeptWarmHasAnInstance() throws Exception {
    var spec = Manifest.read(SMALLEST + "  keepWarm: true\n", "f").getFirst().spec();

    assertThat(spec.scale().min()).isZero();
    assertThat(spec.leastInstances()).isEqualTo(1);
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
