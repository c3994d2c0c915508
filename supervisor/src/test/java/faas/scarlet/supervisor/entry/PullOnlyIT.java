package faas.scarlet.supervisor.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.supervisor.testing.HostImage;
import faas.scarlet.supervisor.testing.RegistryServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PullOnlyIT {
  @TempDir Path folder = Path.of("");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void whatWasPulledIsThereTheSecondTime() throws Exception {
    try (var registry = new RegistryServer()) {
      String image = HostImage.push(registry);

      assertThat(pull(registry, image)).isZero();
      assertThat(pull(registry, image)).isZero();

      assertThat(out.toString(UTF_8).lines().toList())
          .satisfiesExactly(
              first -> assertThat(first).contains("cached=false"),
              second -> assertThat(second).contains("cached=true"));
      assertThat(folder.resolve("cache/roots")).isNotEmptyDirectory();
    }
  }

  @Test
  void whatCannotBePulledIsSaid() throws Exception {
    try (var registry = new RegistryServer()) {
      assertThat(pull(registry, "nobody/nothing:1")).isEqualTo(1);
      assertThat(out.toString(UTF_8)).contains("ImageNotFound", "nobody/nothing");
    }
  }

  @Test
  void anImageMustBeNamed() throws Exception {
    try (var registry = new RegistryServer()) {
      assertThatThrownBy(() -> pull(registry))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageContaining("name the image");
    }
  }

  private int pull(RegistryServer registry, String... images) throws Exception {
    var print = new PrintStream(out, true, UTF_8);
    return PullOnly.run(
        new Environment(
            Map.of(
                "SCARLET_CACHE",
                folder.resolve("cache").toString(),
                "SCARLET_REGISTRY_MIRROR",
                registry.mirror())),
        List.of(images),
        print,
        print);
  }
}
