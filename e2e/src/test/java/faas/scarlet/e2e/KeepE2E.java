package faas.scarlet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an uninstallation leaves, an installation of the same name finds: files and the ledger. */
@Tag("lab")
class KeepE2E {
  private static final String SYSTEM = "scarlet-e2e-keep";
  private static final String FUNCTION = SYSTEM + "-functions/kept";
  private static final List<String> CLAIMS =
      List.of("data-scarlet-minio-0", "data-scarlet-postgresql-0");

  private static Surroundings place;
  private static Installation scarlet;
  private static Volumes volumes;

  @BeforeAll
  static void prepare() {
    place = Surroundings.require();
    Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
    Awaitility.setDefaultPollInterval(Duration.ofMillis(300));
    scarlet = Installation.prepare(SYSTEM);
    volumes = Volumes.provide(SYSTEM, CLAIMS);
  }

  @AfterAll
  static void remove() {
    if (scarlet != null) {
      scarlet.close();
    }
    if (volumes != null) {
      volumes.close();
    }
  }

  @Test
  void filesAndTheLedgerAreThereAgain() {
    install();
    String token = scarlet.userToken();
    scarlet.apply(function());
    scarlet.awaitReady("kept");
    new Buckets(scarlet.store(place)).put("keep", "in/first", "first");
    var before = succeeded(token, 1);
    String password = scarlet.secret("scarlet-postgresql", "password");

    scarlet.uninstall();
    assertThat(Shell.run("kubectl", "get", "pvc", "-n", SYSTEM, "-o", "name").lines())
        .containsExactlyInAnyOrderElementsOf(
            CLAIMS.stream().map("persistentvolumeclaim/"::concat).toList());
    install();
    scarlet.apply(function());
    scarlet.awaitReady("kept");

    assertThat(scarlet.secret("scarlet-postgresql", "password")).isEqualTo(password);
    var buckets = new Buckets(scarlet.store(place));
    assertThat(buckets.get("keep", "out/first"))
        .isEqualTo("first".getBytes(StandardCharsets.UTF_8));
    assertThat(succeeded(token, 1)).isEqualTo(before);
    buckets.put("keep", "in/second", "second");
    assertThat(succeeded(token, 2)).containsAll(before);
    assertThat(buckets.keys("keep", "out/")).containsExactly("out/first", "out/second");
  }

  private static void install() {
    scarlet.install(
        place,
        "--set=namespaces={" + scarlet.functions() + "}",
        "--set=minio.enabled=true",
        "--set=minio.persistence.size=1Gi",
        "--set=postgresql.persistence.enabled=true",
        "--set=postgresql.persistence.size=1Gi",
        "--set=image.minio=" + place.minioImage());
  }

  /** Ids of so many invocations that the ledger holds. */
  private static List<String> succeeded(String token, int count) {
    try (var api = new Api(place, token)) {
      await().until(() -> api.invocations(FUNCTION, "Succeeded").size() == count);
      return api.invocations(FUNCTION, "Succeeded").stream()
          .map((JsonNode invocation) -> invocation.path("id").asText())
          .sorted()
          .toList();
    }
  }

  private static String function() {
    return """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: kept}
        spec:
          cpu: 100m
          image: docker.io/library/busybox:1.36
          script: |
            #!/bin/sh
            cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR"
          input: [{path: keep/in}]
          output: [{path: keep/out}]
          existing: Ignore
        """;
  }
}
