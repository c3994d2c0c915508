package faas.scarlet.aws.bake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BakedConfigTest {
  private static final String USERS =
      """
      {"architecture": "amd64", "os": "linux",
       "config": {"Env": ["JAVA_TOOL_OPTIONS=-Xmx1k", "LD_PRELOAD=/no.so"], "Entrypoint": ["/app"],
         "Cmd": ["-v"], "WorkingDir": "/root", "User": "0", "Labels": {"version": "3"},
         "Volumes": {"/data": {}}, "Healthcheck": {"Test": ["NONE"]}},
       "rootfs": {"type": "layers", "diff_ids": ["sha256:a"]}, "history": [{"created_by": "user"}]}
      """;
  private static final String SUPERVISORS =
      """
      {"config": {"Env": ["LANG=C.UTF-8"], "Entrypoint": ["/opt/scarlet/bin/tini"],
         "Cmd": ["serve"], "User": "65532:65532"}, "rootfs": {"diff_ids": ["sha256:x"]}}
      """;

  @Test
  void nothingOfTheUsersCanKeepTheSupervisorFromStarting() throws IOException {
    var config = baked().path("config");

    assertThat(config.path("Entrypoint").toString()).isEqualTo("[\"/opt/scarlet/bin/tini\"]");
    assertThat(config.path("User").asText()).isEqualTo("65532:65532");
    assertThat(config.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("Env", "Entrypoint", "Cmd", "User", "Labels");
    assertThat(config.path("Env")).hasSize(2);
    assertThat(config.path("Env").path(0).asText()).isEqualTo("LANG=C.UTF-8");
  }

  @Test
  void howTheUsersImageIsRunIsToldToTheSupervisor() throws IOException {
    String variable = baked().at("/config/Env/1").asText();

    assertThat(variable).startsWith("SCARLET_IMAGE_CONFIG={");
    var run = Json.MAPPER.readTree(variable.substring(variable.indexOf('=') + 1));
    assertThat(run.at("/Env/0").asText()).isEqualTo("JAVA_TOOL_OPTIONS=-Xmx1k");
    assertThat(run.at("/Entrypoint/0").asText()).isEqualTo("/app");
    assertThat(run.at("/Cmd/0").asText()).isEqualTo("-v");
    assertThat(run.path("WorkingDir").asText()).isEqualTo("/root");
    assertThat(run.path("User").asText()).isEqualTo("0");
  }

  @Test
  void layersAreThoseOfBoth() throws IOException {
    assertThat(baked().at("/rootfs/diff_ids").toString())
        .isEqualTo("[\"sha256:a\",\"sha256:new\"]");
    assertThat(baked().path("history")).hasSize(2);
  }

  private static JsonNode baked() throws IOException {
    return Json.MAPPER.readTree(
        BakedConfig.of(USERS.getBytes(UTF_8), SUPERVISORS.getBytes(UTF_8), List.of("sha256:new")));
  }
}
