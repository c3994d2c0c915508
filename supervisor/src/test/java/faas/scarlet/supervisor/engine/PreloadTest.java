package faas.scarlet.supervisor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreloadTest {
  private static final Preload OLD = new Preload(Path.of("old"), 214);
  private static final Preload NEW = new Preload(Path.of("new"), 234);
  private static final Preload NEWEST = new Preload(Path.of("newest"), 238);

  @ParameterizedTest
  @CsvSource({
    "212, none", // nothing is that old
    "217, old", // CentOS 7
    "231, old", // Debian bullseye
    "233, none", // calls stat by its new name, and is older than the build that knows it
    "234, new",
    "236, new", // Debian bookworm
    "241, newest", // Debian trixie
  })
  void theNewestThatTheImageCanLoadAndThatCatchesItsCalls(int glibc, String expected) {
    var fitting = Preload.fitting(List.of(OLD, NEWEST, NEW), glibc);

    assertThat(fitting.map(build -> build.file().toString()).orElse("none")).isEqualTo(expected);
  }

  @Test
  void whatABuildNeedsIsReadFromIt(@TempDir Path folder) throws IOException {
    var build = Files.createDirectory(folder.resolve("bullseye")).resolve("libfakechroot.so");
    Files.writeString(build, "\0GLIBC_2.2.5\0GLIBC_2.14\0GLIBC_2.4\0");

    var found = Preload.find(Map.of("SCARLET_FAKECHROOT_DIR", folder.toString()));

    assertThat(found).contains(new Preload(build, 214));
  }
}
