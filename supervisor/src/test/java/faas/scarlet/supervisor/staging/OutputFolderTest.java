package faas.scarlet.supervisor.staging;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.supervisor.attempt.Made;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  @TempDir Path place = Path.of("");

  @Test
  void takesFilesAndLinksInsideAndLeavesTheRestOut() throws IOException {
    var output = Files.createDirectories(place.resolve("output/sub"));
    Files.writeString(place.resolve("secret"), "x");
    var folder = output.resolveSibling("");
    Files.writeString(output.resolve("ein Bild\nä.png"), "x");
    Files.writeString(folder.resolve("a"), "x");
    Files.createSymbolicLink(folder.resolve("inside"), Path.of("a"));
    Files.createSymbolicLink(folder.resolve("outside"), Path.of("../secret"));
    Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("missing"));
    List<String> warnings = new ArrayList<>();

    var files = new OutputFolder(folder, warnings::add).files();

    assertThat(files).extracting(Made::name).containsExactly("a", "inside", "sub/ein Bild\nä.png");
    assertThat(warnings)
        .containsExactly(
            "output nowhere is not published: it is a link to nothing",
            "output outside is not published: it is a link out of the output folder");
  }
}
