package faas.scarlet.e2e;

import static faas.scarlet.e2e.Installation.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Helm, kubectl, a bucket: what a user does, and what must come of it. */
@Tag("lab")
class ScarletE2E {
  private static final String SYSTEM = "scarlet-e2e";
  private static final String FUNCTIONS = SYSTEM + "-functions";
  private static final List<String> BUCKETS =
      List.of("photos", "e2e-broken", "e2e-many", "e2e-long", "e2e-baked", "e2e-rest");

  private static Surroundings place;
  private static Installation scarlet;
  private static Buckets buckets;
  private static Api api;

  @BeforeAll
  static void install() {
    place = Surroundings.require();
    Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
    Awaitility.setDefaultPollInterval(Duration.ofMillis(300));
    buckets = new Buckets(place);
    BUCKETS.forEach(buckets::remove);
    scarlet = Installation.prepare(SYSTEM);
    Shell.run(
        "kubectl",
        "create",
        "secret",
        "generic",
        "minio",
        "--namespace=" + SYSTEM,
        "--from-literal=accessKey=" + place.s3AccessKey(),
        "--from-literal=secretKey=" + place.s3SecretKey());
    scarlet.install(
        place,
        "--set=objectStore.endpoint=" + place.s3EndpointInPods(),
        "--set=objectStore.existingSecret=minio",
        "--set=knative.longestRequest=6m",
        "--set=functions.bake.repository=" + place.bakeRepository());
    api = new Api(place, scarlet.userToken());
  }

  @AfterAll
  static void uninstall() {
    if (scarlet != null) {
      scarlet.close();
      BUCKETS.forEach(buckets::remove);
    }
  }

  @Test
  void aPictureThatIsPutComesOutGrayAndDeletionLeavesIt() throws Exception {
    scarlet.apply(Files.readString(ROOT.resolve("examples/grayscale.yaml")));
    scarlet.awaitReady("grayscale");

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
    scarlet.apply(
        function("broken", "e2e-broken/in", "e2e-broken/out", "echo no such luck; exit 3")
            + "  retry: {attempts: 2, backoff: 1s}\n");
    scarlet.awaitReady("broken");

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

  /** Neither would run by fakechroot, the engine of restricted pods. */
  @ParameterizedTest
  @CsvSource({
    "baked-musl, scarlet-e2e/musl:TAG, where, ID=musl",
    "baked-static, library/busybox:1.36, echo static, static"
  })
  void anImageWithoutTheGnuLibraryRunsWithTheSupervisorInIt(
      String name, String image, String program, String said) {
    assumeFalse(place.bakeRepository().isEmpty(), "SKIPPED: set SCARLET_E2E_BAKE_REPOSITORY");
    String script =
        "(" + program + "; cat $INPUT_FILE_PATH) > $TMP_OUTPUT_DIR/$(basename $INPUT_FILE_PATH)";
    scarlet.apply(
        function(name, "e2e-baked/" + name, "e2e-baked/of-" + name, script)
                .replace("library/debian:bookworm-slim", image.replace("TAG", place.tag()))
            + "  execution: {mode: Bake}\n");
    scarlet.awaitReady(name);

    buckets.put("e2e-baked", name + "/a.txt", "hello");

    await()
        .until(
            () -> buckets.keys("e2e-baked", "of-" + name),
            List.of("of-" + name + "/a.txt")::equals);
    assertThat(
            new String(buckets.get("e2e-baked", "of-" + name + "/a.txt"), StandardCharsets.UTF_8))
        .isEqualTo(said + "\nhello");
    assertThat(
            Shell.run(
                "kubectl",
                "get",
                "sfn",
                name,
                "-n",
                FUNCTIONS,
                "-o",
                "jsonpath={.status.bakedImage}"))
        .contains("@sha256:");
  }

  @Test
  void aFunctionWithoutWorkHasNoInstanceAndIsBackWithTheNextFile() {
    scarlet.apply(
        function("rest", "e2e-rest/in", "e2e-rest/out", "cp $INPUT_FILE_PATH $TMP_OUTPUT_DIR"));
    scarlet.awaitReady("rest");
    buckets.put("e2e-rest", "in/first.txt", "first");
    await().until(() -> buckets.keys("e2e-rest", "out/").size() == 1);

    long idle = System.nanoTime();
    await().atMost(Duration.ofMinutes(4)).until(() -> instances("rest").isEmpty());
    System.out.printf("to zero: %d s after the last output%n", secondsSince(idle));
    long back = System.nanoTime();
    buckets.put("e2e-rest", "in/second.txt", "second");
    await().until(() -> buckets.keys("e2e-rest", "out/").size() == 2);
    System.out.printf("from zero: %d ms from put to output%n", millisSince(back));

    assertThat(instances("rest")).isNotEmpty();
    assertThat(api.invocations(FUNCTIONS + "/rest", "Succeeded")).hasSize(2);
  }

  private static String instances(String function) {
    return Shell.run(
        "kubectl",
        "get",
        "pods",
        "-n",
        FUNCTIONS,
        "-l",
        "serving.knative.dev/service=" + function,
        "-o",
        "name");
  }

  private static long secondsSince(long nanos) {
    return millisSince(nanos) / 1_000;
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
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
    scarlet.apply(
        function(
            "many", "e2e-many/in", "e2e-many/out", "cp \"$INPUT_FILE_PATH\" \"$TMP_OUTPUT_DIR\""));
    scarlet.awaitReady("many");
    var keys = IntStream.range(0, 100).mapToObj("%03d.txt"::formatted).toList();

    for (int i = 0; i < keys.size(); i++) {
      buckets.put("e2e-many", "in/" + keys.get(i), "content of " + keys.get(i));
      if (i == 50) {
        scarlet.kill("gateway");
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

  /** Started by one gateway, ended before the eyes of another. */
  @Test
  void whatLastsLongerThanARequestIsAJobThatOutlivesTheGateways() throws Exception {
    scarlet.apply(
        function(
                "long",
                "e2e-long/in",
                "e2e-long/out",
                "sleep 15; cp $INPUT_FILE_PATH $TMP_OUTPUT_DIR")
            + "  timeout: 7m\n");
    scarlet.awaitReady("long");
    buckets.put("e2e-long", "in/a.txt", "a");
    await().until(() -> Shell.run("kubectl", "get", "pods", "-n", FUNCTIONS).contains("Running"));
    await().until(() -> api.invocations(FUNCTIONS + "/long", "Running").size() == 1);
    await()
        .until(
            () ->
                Shell.run(
                        "kubectl",
                        "get",
                        "jobs",
                        "-n",
                        FUNCTIONS,
                        "-o",
                        "jsonpath={.items[*].status.active}")
                    .equals("1"));

    scarlet.kill("gateway");

    await().until(() -> api.invocations(FUNCTIONS + "/long", "Succeeded").size() == 1);
    assertThat(buckets.keys("e2e-long", "out/")).containsExactly("out/a.txt");
    var attempts = api.invocation(single("long", "Succeeded").path("id").asText()).path("attempts");
    assertThat(attempts).as("the one that the first gateway began").hasSize(1);
    assertThat(Shell.run("kubectl", "get", "jobs", "-n", FUNCTIONS, "-o", "name").lines())
        .hasSize(1);
  }

  @Test
  void aFunctionIsCalledByThoseWhoMayWhicheverGatewayTheyReach() throws Exception {
    scarlet.apply(
        function("shout", "e2e-long/never", "e2e-long/never-out", "tr a-z A-Z < $INPUT_FILE_PATH")
            + "  http: {enabled: true}\n");
    scarlet.awaitReady("shout");
    assertThat(scarlet.pods("gateway")).hasSize(2);

    for (int i = 0; i < 8; i++) {
      assertThat(api.call(FUNCTIONS + "/shout", "hello " + i)).isEqualTo("HELLO " + i);
    }

    try (var stranger = new Api(place, place.webhookToken())) {
      assertThatThrownBy(() -> stranger.call(FUNCTIONS + "/shout", "hello"))
          .hasMessageContaining("401")
          .hasMessageContaining("kubectl create token");
    }
    Shell.run("helm", "test", "scarlet", "-n", SYSTEM, "--timeout=90s");
  }

  @Test
  void anUpgradeKeepsSecretsAndTheDatabase() {
    var before = kept();

    Shell.run(
        "helm",
        "upgrade",
        "scarlet",
        ROOT.resolve("helm/scarlet").toString(),
        "--namespace=" + SYSTEM,
        "--reuse-values",
        "--set=gateway.sweepInterval=9s",
        "--wait",
        "--timeout=180s");

    assertThat(kept()).isEqualTo(before).contains("password");
  }

  private static String kept() {
    return Shell.run(
            "kubectl",
            "get",
            "secrets",
            "scarlet-postgresql",
            "scarlet-webhook",
            "-n",
            SYSTEM,
            "-o",
            "jsonpath={.items[*].data}")
        + Shell.run(
            "kubectl",
            "get",
            "pod",
            "scarlet-postgresql-0",
            "-n",
            SYSTEM,
            "-o",
            "jsonpath={.metadata.uid}");
  }

  /** Whoever gives Scarlet another right must write it down here. */
  @Test
  void theRightsOfOperatorAndGatewayAreThese() {
    assertThat(rights("operator"))
        .containsExactlyInAnyOrder(
            "configmaps [get list watch create patch]",
            "secrets [get list watch create patch]",
            "scarfunctions.scarlet.faas [get list watch patch]",
            "scarfunctions.scarlet.faas/status [patch]",
            "scarfunctions.scarlet.faas/finalizers [update]",
            "objectstores.scarlet.faas [get list watch]",
            "objectstores.scarlet.faas/status [patch]",
            "clusterobjectstores.scarlet.faas [get list watch]",
            "clusterobjectstores.scarlet.faas/status [patch]",
            "networkpolicies.networking.k8s.io [get list watch create patch]",
            "persistentvolumeclaims [get]",
            "jobs.batch [get create]",
            "events.events.k8s.io [get create patch]",
            "services.serving.knative.dev [get list watch create patch delete]");
    assertThat(rights("gateway"))
        .containsExactlyInAnyOrder(
            "pods [list]",
            "pods/log [get]",
            "jobs.batch [get create delete]",
            "scarfunctions.scarlet.faas [get list watch]",
            "scarfunctions.scarlet.faas/finalizers [update]",
            "services.serving.knative.dev [get]",
            "tokenreviews.authentication.k8s.io [create]",
            "subjectaccessreviews.authorization.k8s.io [create]");
  }

  /** Beside what every account has. */
  private static List<String> rights(String part) {
    return Shell.run(
            "kubectl",
            "auth",
            "can-i",
            "--list",
            "--as=system:serviceaccount:" + SYSTEM + ":scarlet-" + part,
            "-n",
            FUNCTIONS)
        .lines()
        .skip(1)
        .filter(line -> !line.startsWith(" ") && !line.startsWith("self"))
        .map(line -> line.replaceAll(" +\\[] +\\[] +", " "))
        .toList();
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

  private static String function(String name, String input, String output, String script) {
    return """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: %s}
        spec:
          cpu: 100m
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
