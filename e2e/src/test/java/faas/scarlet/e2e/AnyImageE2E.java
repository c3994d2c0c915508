package faas.scarlet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Images of every kind in a pod without any right, which is where most functions run. */
@Tag("lab")
class AnyImageE2E {
  private static final String NAMESPACE = "scarlet-e2e-images";
  private static final String SECRET = "credentials-of-the-pod";
  private static final String SCRIPT =
      """
      #!/bin/sh
      echo "input: $(cat "$INPUT_FILE_PATH")"
      echo "root: $(cat /etc/os-release)"
      cat /etc/scarlet/secret /run/secrets/kubernetes.io/serviceaccount/token
      for environment in /proc/[0-9]*/environ; do tr '\\0' '\\n' < "$environment"; done
      echo kept > "$TMP_OUTPUT_DIR/result"
      echo x > /stray
      true
      """;

  private static Surroundings place;

  @BeforeAll
  static void makeNamespace() {
    place = Surroundings.require();
    removeNamespace();
    Shell.run("kubectl", "create", "namespace", NAMESPACE);
    Shell.run(
        "kubectl",
        "label",
        "namespace",
        NAMESPACE,
        "pod-security.kubernetes.io/enforce=restricted");
  }

  @AfterAll
  static void removeNamespace() {
    Shell.tryRun(
        "", "kubectl", "delete", "namespace", NAMESPACE, "--timeout=120s", "--ignore-not-found");
  }

  @Test
  void anImageWithTheGnuLibraryRunsByFakechroot() throws IOException {
    var result = unpacked("glibc", "library/debian:bookworm-slim", SCRIPT);

    assertThat(result.path("engine").asText()).isEqualTo("fakechroot");
    assertThat(result.path("logTail").asText()).contains("input: hello", "bookworm");
    assertEnclosed(result);
  }

  @Test
  void anImageWithMuslRunsByProot() throws IOException {
    assumeFalse(place.registryMirror().isEmpty(), "SKIPPED: set SCARLET_E2E_REGISTRY_MIRROR");
    var result = unpacked("musl", "scarlet-e2e/musl:" + place.tag(), SCRIPT + "where\n");

    assertThat(result.path("engine").asText()).isEqualTo("proot");
    assertThat(result.path("logTail").asText())
        .contains("input: hello", "root: ID=musl", "\nID=musl");
    assertEnclosed(result);
  }

  @Test
  void aStaticProgramRunsByProot() throws IOException {
    var result = unpacked("static", "library/busybox:1.36", SCRIPT);

    assertThat(result.path("engine").asText()).isEqualTo("proot");
    assertThat(result.path("logTail").asText()).contains("input: hello");
    assertEnclosed(result);
  }

  private static JsonNode unpacked(String name, String image, String script) throws IOException {
    return invoke(
        name, "scarlet/supervisor:" + place.tag(), Map.of("image", image, "script", script));
  }

  private static JsonNode invoke(String name, String podImage, Map<String, Object> spec)
      throws IOException {
    try (var pod = SupervisorPod.start(place, NAMESPACE, name, podImage, spec, SECRET)) {
      var result = pod.invoke("hello");
      assertThat(result.path("state").asText()).as(result.toString()).isEqualTo("Succeeded");
      return result;
    }
  }

  private static void assertEnclosed(JsonNode result) {
    assertThat(result.path("logTail").asText())
        .doesNotContain(SECRET)
        .doesNotContain("eyJ") // how every service account's token begins
        .doesNotContain("SCARLET_REGISTRY_MIRROR");
  }
}
