package faas.scarlet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The chart as Helm renders it, without a cluster. */
@Tag("lab")
class ChartIT {
  private static final List<String> STORE =
      List.of(
          "--kube-version=1.34.0",
          "--set=objectStore.endpoint=http://minio:9000",
          "--set=objectStore.existingSecret=minio");

  private record Result(int code, String output) {}

  @BeforeAll
  static void requireHelm() {
    Needed.orSkip(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "helm"))),
        "no helm on the PATH to render the chart with.");
  }

  @Test
  void lintHasNothingToSay() throws Exception {
    assertThat(helm("lint", List.of("--strict")).output()).contains("0 chart(s) failed");
  }

  @Test
  void everyContainerIsRestricted() throws Exception {
    var pods = pods(List.of());

    assertThat(pods).hasSize(3);
    for (JsonNode pod : pods) {
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      for (JsonNode container : containers(pod)) {
        var security = container.path("securityContext");
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
      }
    }
  }

  @Test
  void everyImageComesFromTheOneRegistry() throws Exception {
    var pods = pods(List.of("--set=image.registry=registry.example.com/mirror"));

    assertThat(pods)
        .allSatisfy(
            pod ->
                assertThat(containers(pod))
                    .allSatisfy(
                        container ->
                            assertThat(container.path("image").asText())
                                .startsWith("registry.example.com/mirror/")));
    assertThat(pods.toString()).contains("registry.example.com/mirror/scarlet/supervisor:");
  }

  @Test
  void aStoreThatIsMissingIsAskedFor() throws Exception {
    var result = run(List.of("helm", "template", "scarlet", chart(), "--kube-version=1.34.0"));

    assertThat(result.code()).isNotZero();
    assertThat(result.output()).contains("objectStore.endpoint: say where pods reach");
  }

  @Test
  void aValueThatDoesNotExistIsRefused() throws Exception {
    assertThat(helm("template", List.of("--set=gateway.replica=2")).output()).contains("replica");
  }

  private static List<JsonNode> pods(List<String> more) throws Exception {
    var rendered = helm("template", more);
    assertThat(rendered.code()).as(rendered.output()).isZero();
    var pods = new ArrayList<JsonNode>();
    try (var documents =
        new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(rendered.output())) {
      documents.forEachRemaining(
          document -> {
            var pod = document.at("/spec/template/spec");
            if (!pod.isMissingNode()) {
              pods.add(pod);
            }
          });
    }
    return pods;
  }

  private static List<JsonNode> containers(JsonNode pod) {
    var containers = new ArrayList<JsonNode>();
    pod.path("initContainers").forEach(containers::add);
    pod.path("containers").forEach(containers::add);
    return containers;
  }

  private static Result helm(String verb, List<String> more) throws Exception {
    return run(
        Stream.of(List.of("helm", verb, chart()), STORE, more).flatMap(List::stream).toList());
  }

  private static String chart() {
    return "../helm/scarlet";
  }

  private static Result run(List<String> command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), output);
  }
}
