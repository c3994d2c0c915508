package faas.scarlet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Everything that can go breaks while files come: each must come out once, and none be lost. The
 * store is the chart's own, so that it may be broken too.
 */
@Tag("lab")
class BreakE2E {
  private static final String SYSTEM = "scarlet-e2e-break";
  private static final String FUNCTION = SYSTEM + "-functions/copy";
  private static final String BUCKET = "break";
  private static final int FILES = Integer.getInteger("scarlet.e2e.files", 100);

  private static Surroundings place;
  private static Installation scarlet;
  private static Buckets buckets;
  private static Api api;

  @BeforeAll
  static void install() {
    place = Surroundings.require();
    Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
    Awaitility.setDefaultPollInterval(Duration.ofMillis(300));
    scarlet = Installation.prepare(SYSTEM);
    scarlet.install(
        place,
        // its Roles, where ScarletE2E has ClusterRoles
        "--set=namespaces={" + scarlet.functions() + "}",
        "--set=minio.enabled=true",
        "--set=minio.persistence.enabled=false",
        "--set=image.minio=" + place.minioImage());
    var token = scarlet.userToken();
    api = new Api(place, token);
    buckets = new Buckets(scarlet.store(place));
  }

  @AfterAll
  static void uninstall() {
    if (scarlet != null) {
      scarlet.close();
    }
  }

  @Test
  void nothingIsLostAndNothingIsSeenTwiceWhateverBreaks() {
    scarlet.apply(function("debian:bookworm-slim"));
    scarlet.awaitReady("copy");
    var breaks = breaks();

    for (int i = 0; i < FILES; i++) {
      put("in/%05d".formatted(i), "content of " + i);
      int done = 100 * i / FILES;
      while (!breaks.isEmpty() && breaks.firstKey() <= done) {
        var broken = breaks.pollFirstEntry().getValue();
        System.out.printf("%4d files put: %s%n", i + 1, broken.name());
        broken.happens().run();
      }
    }

    long begun = System.nanoTime();
    await()
        .atMost(Duration.ofMinutes(3).plusMillis(100L * FILES))
        .untilAsserted(
            () -> assertThat(api.counts(FUNCTION)).isEqualTo(Map.of("Succeeded", FILES)));
    System.out.printf(
        "%d files, all succeeded %d s after the last was put%n",
        FILES, (System.nanoTime() - begun) / 1_000_000_000);
    assertThat(buckets.keys(BUCKET, "out/"))
        .containsExactlyElementsOf(
            IntStream.range(0, FILES).mapToObj("out/%05d"::formatted).toList());
    for (int i = 0; i < FILES; i += Math.max(1, FILES / 50)) {
      assertThat(buckets.get(BUCKET, "out/%05d".formatted(i)))
          .isEqualTo(("content of " + i).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** What breaks when so many per cent of the files have been put. */
  private static NavigableMap<Integer, Broken> breaks() {
    return new TreeMap<>(
        Map.of(
            10,
            new Broken(
                "the Knative service is deleted by hand",
                () -> Shell.run("kubectl", "delete", "ksvc", "copy", "-n", scarlet.functions())),
            25,
            new Broken("both gateways are killed", () -> scarlet.kill("gateway")),
            33,
            new Broken("Knative's activator is killed", BreakE2E::killActivator),
            40,
            new Broken("the operator is killed", () -> scarlet.kill("operator")),
            50,
            new Broken("the image is changed", () -> scarlet.apply(function("busybox:1.36"))),
            60,
            new Broken("a gateway's pod is evicted, as by a drain", BreakE2E::evict),
            75,
            new Broken("the store's process is killed", BreakE2E::killStore),
            90,
            new Broken("the function's pods are killed", BreakE2E::killInstances)));
  }

  private record Broken(String name, Runnable happens) {}

  /** By the API that drains use, which budgets limit: one goes, a second may not go at once. */
  private static void evict() {
    var pods = scarlet.pods("gateway");
    assertThat(pods).hasSize(2);
    await().until(() -> scarlet.evict(pods.getFirst()));
  }

  /** It holds the requests for functions without instances, and those beyond their capacity. */
  private static void killActivator() {
    Shell.run(
        "kubectl",
        "delete",
        "pods",
        "-n",
        "knative-serving",
        "-l",
        "app=activator",
        "--force",
        "--grace-period=0");
  }

  private static void killStore() {
    Shell.run(
        "kubectl",
        "exec",
        "-n",
        SYSTEM,
        scarlet.pods("minio").getFirst(),
        "--",
        "/bin/sh",
        "-c",
        "kill 1");
  }

  private static void killInstances() {
    Shell.run(
        "kubectl",
        "delete",
        "pods",
        "-n",
        scarlet.functions(),
        "-l",
        "serving.knative.dev/service=copy",
        "--force",
        "--grace-period=0");
  }

  /** Whoever puts files tries again while the store is away. */
  private static void put(String key, String content) {
    await()
        .ignoreExceptions()
        .until(
            () -> {
              buckets.put(BUCKET, key, content);
              return true;
            });
  }

  private static String function(String image) {
    return """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: copy}
        spec:
          cpu: 100m
          image: docker.io/library/%s
          script: |
            #!/bin/sh
            cat "$INPUT_FILE_PATH" > "$TMP_OUTPUT_DIR/$(basename "$INPUT_FILE_PATH")"
          input: [{path: break/in}]
          output: [{path: break/out}]
          scale: {max: 2}
          retry: {attempts: 10, backoff: 1s}
        """
        .formatted(image);
  }
}
