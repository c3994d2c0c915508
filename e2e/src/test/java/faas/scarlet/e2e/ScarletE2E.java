package faas.scarlet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Helm, kubectl, a bucket: what a user does, and what must come of it. */
@Tag("lab")
class ScarletE2E {
  private static final String SYSTEM = "scarlet-e2e";
  private static final String FUNCTIONS = "scarlet-e2e-functions";
  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
  private static final List<String> BUCKETS = List.of("photos", "e2e-broken", "e2e-many");

  private static Surroundings place;
  private static Buckets buckets;
  private static Api api;

  @BeforeAll
  static void install() {
    place = Surroundings.require();
    Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
    Awaitility.setDefaultPollInterval(Duration.ofMillis(300));
    buckets = new Buckets(place);
    api = new Api(place);
    uninstall();
    for (String namespace : List.of(SYSTEM, FUNCTIONS)) {
      Shell.run("kubectl", "create", "namespace", namespace);
      // the API server itself then refuses any pod that is not restricted
      Shell.run(
          "kubectl",
          "label",
          "namespace",
          namespace,
          "pod-security.kubernetes.io/enforce=restricted");
    }
    Shell.run(
        "kubectl",
        "create",
        "secret",
        "generic",
        "minio",
        "--namespace=" + SYSTEM,
        "--from-literal=accessKey=" + place.s3AccessKey(),
        "--from-literal=secretKey=" + place.s3SecretKey());
    Shell.run(
        "helm",
        "install",
        "scarlet",
        ROOT.resolve("helm/scarlet").toString(),
        "--namespace=" + SYSTEM,
        "--wait",
        "--timeout=180s",
        "--set=image.tag=" + place.tag(),
        "--set=registryMirror=" + place.registryMirror(),
        "--set=objectStore.endpoint=" + place.s3EndpointInPods(),
        "--set=objectStore.existingSecret=minio",
        "--set=objectStore.webhookToken=" + place.webhookToken(),
        "--set=gateway.service.nodePort=" + Surroundings.GATEWAY_NODE_PORT,
        "--set=gateway.sweepInterval=10s",
        "--set=postgresql.persistence.enabled=false");
  }

  @AfterAll
  static void uninstall() {
    if (place == null) {
      return;
    }
    // functions first: their finalizer is the operator's to remove
    Shell.tryRun(
        "", "kubectl", "delete", "scarfunctions", "--all", "-n", FUNCTIONS, "--timeout=60s");
    Shell.tryRun("", "helm", "uninstall", "scarlet", "-n", SYSTEM, "--wait", "--timeout=60s");
    Shell.tryRun(
        "",
        "kubectl",
        "delete",
        "namespace",
        SYSTEM,
        FUNCTIONS,
        "--timeout=120s",
        "--ignore-not-found");
    BUCKETS.forEach(buckets::remove);
  }

  @Test
  void aPictureThatIsPutComesOutGrayAndDeletionLeavesIt() throws Exception {
    apply(ROOT.resolve("examples/grayscale.yaml"));

    buckets.put("photos", "in/photo.png", ROOT.resolve("examples/photo.png"));

    await().until(() -> buckets.keys("photos", "out/"), List.of("out/photo.png")::equals);
    assertThat(isGray(buckets.get("photos", "out/photo.png"))).isTrue();
    assertThat(single("grayscale", "Succeeded").path("bucket").asText()).isEqualTo("photos");
    assertThat(Shell.run("kubectl", "get", "scarfunctions", "-n", FUNCTIONS))
        .containsPattern("grayscale +True");
    assertThat(buckets.rules("photos")).isNotEmpty();

    Shell.run("kubectl", "delete", "sfn", "grayscale", "-n", FUNCTIONS, "--timeout=60s");

    assertThat(buckets.rules("photos")).isEmpty();
    await()
        .until(() -> !Shell.run("kubectl", "get", "ksvc", "-n", FUNCTIONS).contains("grayscale"));
    assertThat(buckets.keys("photos", "")).containsExactly("in/photo.png", "out/photo.png");
  }

  @Test
  void aScriptThatFailsIsTriedAgainThenDeadAndListed() throws Exception {
    applyText(
        function("broken", "e2e-broken/in", "e2e-broken/out", "echo no such luck; exit 3")
            + "  retry: {attempts: 2, backoff: 1s}\n");

    buckets.put("e2e-broken", "in/a.txt", "a");

    await().until(() -> api.invocations(FUNCTIONS + "/broken", "Dead").size() == 1);
    var attempts = api.invocation(single("broken", "Dead").path("id").asText()).path("attempts");
    assertThat(attempts).hasSize(2);
    assertThat(attempts)
        .allSatisfy(
            attempt -> {
              assertThat(attempt.path("exitCode").asInt()).isEqualTo(3);
              assertThat(attempt.path("reason").asText()).isEqualTo("ScriptFailed");
              assertThat(attempt.path("logTail").asText()).contains("no such luck");
            });
    assertThat(buckets.keys("e2e-broken", "out/")).isEmpty();
    assertNoSecretIsTold();
  }

  @Test
  void aWrongManifestIsRefusedWithTheFieldsPath() {
    String wrong = function("wrong", "photos/a", "photos/b", "true") + "  timeout: soon\n";

    var result = Shell.tryRun(wrong, "kubectl", "apply", "-n", FUNCTIONS, "-f", "-");

    assertThat(result.code()).isNotZero();
    assertThat(result.output()).contains("spec.timeout");
  }

  @Test
  void nothingIsLostWhenTheGatewayIsKilledInTheMiddle() {
    applyText(
        function(
            "many", "e2e-many/in", "e2e-many/out", "cp \"$INPUT_FILE_PATH\" \"$TMP_OUTPUT_DIR\""));
    var keys = IntStream.range(0, 100).mapToObj("%03d.txt"::formatted).toList();

    for (int i = 0; i < keys.size(); i++) {
      buckets.put("e2e-many", "in/" + keys.get(i), "content of " + keys.get(i));
      if (i == 50) {
        killGateway();
      }
    }

    await()
        .atMost(Duration.ofMinutes(4))
        .until(() -> api.invocations(FUNCTIONS + "/many", "Succeeded").size() == keys.size());
    assertThat(buckets.keys("e2e-many", "out/"))
        .containsExactlyElementsOf(keys.stream().map("out/"::concat).toList());
    assertThat(new String(buckets.get("e2e-many", "out/042.txt"), StandardCharsets.UTF_8))
        .isEqualTo("content of 042.txt");
  }

  private static void killGateway() {
    Shell.run(
        "kubectl",
        "delete",
        "pod",
        "-n",
        SYSTEM,
        "-l",
        "app.kubernetes.io/component=gateway",
        "--force",
        "--grace-period=0");
  }

  private static void assertNoSecretIsTold() {
    String told =
        Shell.run("kubectl", "get", "sfn,events", "-n", FUNCTIONS, "-o", "yaml")
            + Shell.run("kubectl", "get", "events", "-n", SYSTEM, "-o", "yaml")
            + Shell.run(
                "kubectl",
                "logs",
                "-n",
                SYSTEM,
                "--prefix",
                "-l",
                "app.kubernetes.io/instance=scarlet")
            + Shell.run(
                "kubectl", "logs", "-n", FUNCTIONS, "-l", "serving.knative.dev/service=broken");
    assertThat(told).doesNotContain(place.s3SecretKey()).doesNotContain(place.webhookToken());
  }

  private static void apply(Path manifest) {
    Shell.run("kubectl", "apply", "-n", FUNCTIONS, "-f", manifest.toString());
    ready(manifest.getFileName().toString().replace(".yaml", ""));
  }

  private static void applyText(String manifest) {
    var result = Shell.tryRun(manifest, "kubectl", "apply", "-n", FUNCTIONS, "-f", "-");
    assertThat(result.code()).as(result.output()).isZero();
    ready(result.output().replaceAll("(?s).*/(\\S+) .*", "$1"));
  }

  private static void ready(String name) {
    Shell.run(
        "kubectl",
        "wait",
        "--for=condition=Ready",
        "sfn/" + name,
        "-n",
        FUNCTIONS,
        "--timeout=120s");
  }

  private static String function(String name, String input, String output, String script) {
    return """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: %s}
        spec:
          image: docker.io/library/debian:bookworm-slim
          script: |
            #!/bin/sh
            %s
          input: [{path: %s}]
          output: [{path: %s}]
        """
        .formatted(name, script, input, output);
  }

  private static JsonNode single(String function, String state) {
    var found = api.invocations(FUNCTIONS + "/" + function, state);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static boolean isGray(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(320);
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
        .allMatch(rgb -> (rgb >> 16 & 255) == (rgb >> 8 & 255) && (rgb >> 8 & 255) == (rgb & 255));
  }
}
