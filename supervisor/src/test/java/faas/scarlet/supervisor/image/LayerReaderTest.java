package faas.scarlet.supervisor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.supervisor.disk.Tree;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.testing.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LayerReaderTest {
  private Path place = Path.of("");
  private Path root = Path.of("");

  @BeforeEach
  void makePlace() throws IOException {
    place = Files.createTempDirectory("scarlet-layers-");
    root = place.resolve("root");
    Files.writeString(place.resolve("outside"), "untouched");
  }

  @AfterEach
  void nothingOutsideIsTouched() throws IOException {
    try {
      assertThat(place.resolve("outside")).content().isEqualTo("untouched");
      try (var names = Files.list(place)) {
        assertThat(names.map(Path::getFileName).map(Path::toString))
            .isSubsetOf("root", "outside", "root.listing", "root.layers");
      }
    } finally {
      Tree.delete(place);
    }
  }

  @Test
  void laterLayersReplaceAndRemove() throws Exception {
    unpack(
        new Layer().file("a/keep", "1").file("a/gone", "1").file("b/old", "1").file("c", "1"),
        new Layer()
            .file("a/.wh.gone", "")
            .file("b/new", "2")
            .file("b/.wh..wh..opq", "")
            .directory("c", 0755)
            .file("c/d", "2"));

    assertThat(root.resolve("a/keep")).exists();
    assertThat(root.resolve("a/gone")).doesNotExist();
    assertThat(root.resolve("b/old")).doesNotExist();
    assertThat(root.resolve("b/new")).hasContent("2");
    assertThat(root.resolve("c/d")).hasContent("2");
  }

  @Test
  void whiteoutSparesWhatItsOwnLayerBrings() throws Exception {
    unpack(
        new Layer().file("d/old", "1"),
        new Layer().file("d/new", "2").file(".wh.d", "").file("d/.wh.new", ""));

    assertThat(root.resolve("d/old")).doesNotExist();
    assertThat(root.resolve("d/new")).hasContent("2");
  }

  @Test
  void whiteoutBelowAFolderThatBecameALinkRemovesNothing() throws Exception {
    unpack(
        new Layer().file("etc/real/f", "1").file("d/f", "1"),
        new Layer().link("d", "/etc/real").file("d/.wh.f", ""));

    assertThat(root.resolve("etc/real/f")).hasContent("1");
  }

  @Test
  void entriesBelowALinkGoWhereItPointsInsideTheRoot() throws Exception {
    unpack(
        new Layer().directory("usr/lib", 0755).link("lib", "usr/lib").link("abs", "/usr/lib"),
        new Layer().file("lib/one", "1").file("abs/two", "2"));

    assertThat(root.resolve("usr/lib/one")).hasContent("1");
    assertThat(root.resolve("usr/lib/two")).hasContent("2");
    assertThat(Files.isSymbolicLink(root.resolve("lib"))).isTrue();
  }

  @Test
  void linksStayInsideTheRootForTheKernelToo() throws Exception {
    unpack(
        new Layer()
            .file("etc/real", "1")
            .link("usr/bin/absolute", "/etc/real")
            .link("usr/bin/climbing", "../../../../../outside")
            .link("etc/mtab", "/proc/mounts"));

    assertThat(root.resolve("usr/bin/absolute")).hasContent("1");
    assertThat(Files.readSymbolicLink(root.resolve("usr/bin/climbing")))
        .hasToString("../../outside");
    assertThat(Files.readSymbolicLink(root.resolve("etc/mtab"))).hasToString("/proc/mounts");
  }

  @Test
  void aFileThroughAHostileLinkStaysInside() throws Exception {
    unpack(
        new Layer()
            .link("out", "../../../../../../../.." + place)
            .file("out/outside", "written")
            .link("file", "../outside")
            .file("file", "written"));

    assertThat(root.resolve("file")).hasContent("written");
    assertThat(Files.isSymbolicLink(root.resolve("file"))).isFalse();
  }

  @Test
  void aNameThatClimbsOutIsRefused() {
    assertThatThrownBy(() -> unpack(new Layer().file("a/../../outside", "written")))
        .hasMessageContaining("leads out of the image");
  }

  @Test
  void anAbsoluteNameIsTakenRelativeToTheRoot() throws Exception {
    unpack(new Layer().file(place + "/outside", "written"));

    assertThat(root.resolve(place.toString().substring(1)).resolve("outside"))
        .hasContent("written");
  }

  @Test
  void aHardLinkToTheOutsideIsRefused() {
    assertThatThrownBy(() -> unpack(new Layer().link("l", "..").hardLink("h", "l/outside")))
        .hasMessageContaining("hard link");
    assertThatThrownBy(() -> unpack(new Layer().hardLink("h", "../outside")))
        .hasMessageContaining("leads out of the image");
  }

  @Test
  void hardLinksShareTheirContent() throws Exception {
    unpack(new Layer().file("a", "1").hardLink("b/c", "a"), new Layer().file("a", "2"));

    assertThat(root.resolve("b/c")).hasContent("1");
    assertThat(root.resolve("a")).hasContent("2");
  }

  @Test
  void aSecondNameOfALinkPointsWhereTheFirstOneDoesAndStaysInside() throws Exception {
    unpack(
        new Layer()
            .file("etc/real", "1")
            .link("usr/local/bin/climbing", "../../../outside")
            .link("usr/local/bin/l", "/etc/real")
            .hardLink("climbing", "usr/local/bin/climbing")
            .hardLink("l", "usr/local/bin/l"));

    assertThat(Files.readSymbolicLink(root.resolve("climbing"))).hasToString("outside");
    assertThat(root.resolve("l")).hasContent("1");
  }

  @Test
  void aFileThatBecomesAFolderIsReplaced() throws Exception {
    unpack(new Layer().file("a", "1"), new Layer().file("a/b", "2"));

    assertThat(root.resolve("a/b")).hasContent("2");
  }

  @Test
  void filesAndFoldersKeepTheirTimes() throws Exception {
    unpack(new Layer().directory("d", 0755).file("d/f", "1"));

    assertThat(Files.getLastModifiedTime(root.resolve("d/f")).toInstant())
        .isEqualTo(Layer.MODIFIED);
    assertThat(Files.getLastModifiedTime(root.resolve("d")).toInstant()).isEqualTo(Layer.MODIFIED);
  }

  @Test
  void aVeryDeepFolderCanBeMadeAndRemoved() throws Exception {
    unpack(new Layer().file("d/".repeat(1800) + "f", "1"));

    Tree.delete(root);

    assertThat(root).doesNotExist();
  }

  @Test
  void devicesAreLeftOutAndModesMadeUsable() throws Exception {
    unpack(
        new Layer()
            .device("dev/sda")
            .directory("closed", 0)
            .file("closed/secret", 0, new byte[] {1})
            .file("bin/program", 04755, new byte[] {1}));

    assertThat(root.resolve("dev/sda")).doesNotExist();
    assertThat(mode("closed")).isEqualTo("r-x------");
    assertThat(mode("closed/secret")).isEqualTo("r--------");
    assertThat(mode("bin/program")).isEqualTo("r-xr-xr-x");
  }

  @Test
  void everyRootHasThePlacesThatEnginesMountOn() throws Exception {
    unpack(new Layer().link("proc", "/etc").link("tmp", "/outside").file("a", "1"));

    for (String name : new String[] {"proc", "dev", "tmp", "etc"}) {
      assertThat(Files.isDirectory(root.resolve(name), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
    assertThat(root.resolve("etc/resolv.conf")).isRegularFile();
  }

  @Test
  void truncatedLayersAreRefused() {
    byte[] gzip = new Layer().file("a", "1".repeat(10_000)).gzip();

    assertThatThrownBy(() -> unpack(Arrays.copyOf(gzip, gzip.length / 2)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too early");
  }

  private void unpack(Layer... layers) throws IOException, Fault {
    unpack(Arrays.stream(layers).map(Layer::gzip).toArray(byte[][]::new));
  }

  private void unpack(byte[]... layers) throws IOException, Fault {
    Unpacking.unpack(root, layers);
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(name)));
  }
}
