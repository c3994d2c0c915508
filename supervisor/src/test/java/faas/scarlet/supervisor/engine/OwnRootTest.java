package faas.scarlet.supervisor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnRootTest {
  @Test
  void aBakedImageIsRunAsTheUsersConfigSays() throws IOException {
    var environment =
        Map.of(
            "PATH",
            "/of/the/supervisor",
            "SCARLET_IMAGE_CONFIG",
            """
            {"Entrypoint": ["/app"], "Cmd": ["-v"], "Env": ["PATH=/app/bin", "A=b=c"],
             "WorkingDir": "/data", "User": "www"}""");

    var image = OwnRoot.image(environment);

    assertThat(OwnRoot.isBaked(environment)).isTrue();
    assertThat(image.root()).isEqualTo(Path.of("/"));
    var config = image.config();
    assertThat(config.entrypoint()).containsExactly("/app");
    assertThat(config.command()).containsExactly("-v");
    assertThat(config.environment()).containsExactly("PATH=/app/bin", "A=b=c");
    assertThat(config.workingDirectory()).isEqualTo("/data");
    assertThat(config.user()).isEqualTo("www");
  }

  @Test
  void aConfigThatIsNoneIsSaid() {
    assertThatThrownBy(() -> OwnRoot.image(Map.of("SCARLET_IMAGE_CONFIG", "{")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("SCARLET_IMAGE_CONFIG: expected the config of an image");
  }

  @Test
  void elsewhereTheSurroundingsAreTheImagesWithoutWhatIsOurs() throws IOException {
    var environment = Map.of("PATH", "/bin", "SCARLET_WORK", "/w", "AWS_SECRET_ACCESS_KEY", "x");

    assertThat(OwnRoot.isBaked(environment)).isFalse();
    assertThat(OwnRoot.image(environment).config().environment()).containsExactly("PATH=/bin");
  }
}
