package faas.scarlet.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faas.scarlet.supervisor.image.CacheSettings;
import faas.scarlet.supervisor.image.ImageCache;
import faas.scarlet.supervisor.image.Mirrors;
import faas.scarlet.supervisor.image.PullProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real images of a real registry. */
@Tag("lab")
class LabRegistryIT {
  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "docker.io/library/debian:bookworm-slim, etc/debian_version",
    "dpokidov/imagemagick:7.1.1, usr/bin/convert",
  })
  void unpacksWholeImages(String reference, String file) throws Exception {
    String registry = System.getenv("LAB_REGISTRY");
    assumeTrue(registry != null, "SKIPPED: no registry; eval \"$(lab env)\" names the lab's");
    var cache =
        new ImageCache(
            CacheSettings.of(folder, Mirrors.parse("*=http://" + registry)), PullProgress.NONE);

    var image = cache.get(reference);

    assertThat(image.root().resolve(file)).isRegularFile();
    assertThat(Files.isSymbolicLink(image.root().resolve("lib"))).isTrue();
    assertThat(image.root().resolve("lib/os-release")).isRegularFile();
  }
}
