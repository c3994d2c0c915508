package faas.scarlet.supervisor.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.testing.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageArchiveIT {
  private static final byte[] LAYER = new Layer().file("hello", "from a file").gzip();

  @TempDir Path folder = Path.of("");

  @Test
  void readsWhatDockerSaves() throws Exception {
    byte[] lower = new Layer().file("hello", "lower").file("other", "1").tar();
    byte[] upper = new Layer().file("hello", "upper").tar();
    byte[] config = config(lower, upper);
    var archive =
        new Layer()
            .file("1/layer.tar", 0644, lower)
            .link("2/layer.tar", "../3/layer.tar")
            .file("3/layer.tar", 0644, upper)
            .file("config.json", 0644, config)
            .file(
                "manifest.json",
                """
                [{"Config":"config.json","RepoTags":["team/app:7"],
                "Layers":["1/layer.tar","2/layer.tar"]}]""");

    var plain = cache().load(Files.write(folder.resolve("plain.tar"), archive.tar()));
    var again = cache().load(Files.write(folder.resolve("packed.tar.gz"), archive.gzip()));

    assertThat(plain.root().resolve("hello")).hasContent("upper");
    assertThat(plain.root().resolve("other")).hasContent("1");
    assertThat(plain.digest()).isEqualTo(Digest.of(config));
    assertThat(again.cached()).isTrue();
    assertThat(cache().list().getFirst().references()).containsExactly("docker.io/team/app:7");
    assertThat(folder.resolve("cache/tmp")).isEmptyDirectory();
  }

  @Test
  void readsAnOciLayoutAsAFolderAndAsATarFile() throws Exception {
    var layout = layout(LAYER);
    var tar = new Layer();
    try (var files = Files.walk(layout)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        tar.file("./" + layout.relativize(file), 0644, Files.readAllBytes(file));
      }
    }

    var fromFolder = cache().load(layout);
    var fromFile = cache().load(Files.write(folder.resolve("oci.tar.gz"), tar.gzip()));

    assertThat(fromFolder.root().resolve("hello")).hasContent("from a file");
    assertThat(fromFile.digest()).isEqualTo(fromFolder.digest());
  }

  @Test
  void whatIsWrongWithAnArchiveIsSaid() throws Exception {
    var layout = layout(LAYER);
    byte[] other = LAYER.clone();
    other[other.length / 2] ^= 1;
    Files.write(layout.resolve("blobs/sha256").resolve(Digest.of(LAYER).hex()), other);
    var text = Files.writeString(folder.resolve("text"), "no archive at all".repeat(100));
    var empty = Files.write(folder.resolve("empty.tar"), new Layer().file("a", "1").tar());

    assertFault(layout, Reason.IMAGE_CORRUPT, "expected sha256:");
    assertFault(text, Reason.IMAGE_CORRUPT, "no tar archive");
    assertFault(empty, Reason.IMAGE_CORRUPT, "found neither");
    assertFault(folder.resolve("missing"), Reason.IMAGE_NOT_FOUND, "no such file");
    assertThat(folder.resolve("cache/tmp")).isEmptyDirectory();
    assertThat(folder.resolve("cache/roots")).isEmptyDirectory();
  }

  private void assertFault(Path archive, Reason reason, String message) {
    assertThatThrownBy(() -> cache().load(archive))
        .isInstanceOfSatisfying(Fault.class, f -> assertThat(f.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  private Path layout(byte[] layer) throws IOException {
    var layout = folder.resolve("layout");
    Files.createDirectories(layout.resolve("blobs/sha256"));
    byte[] config = config(layer);
    byte[] manifest =
        json(
            Map.of(
                "schemaVersion",
                2,
                "config",
                put(layout, config, "application/vnd.oci.image.config.v1+json"),
                "layers",
                List.of(put(layout, layer, "application/vnd.oci.image.layer.v1.tar+gzip"))));
    var descriptor = put(layout, manifest, "application/vnd.oci.image.manifest.v1+json");
    Files.write(layout.resolve("index.json"), json(Map.of("manifests", List.of(descriptor))));
    return layout;
  }

  private static Map<String, Object> put(Path layout, byte[] content, String type)
      throws IOException {
    var digest = Digest.of(content);
    Files.write(layout.resolve("blobs/sha256").resolve(digest.hex()), content);
    return Map.of("mediaType", type, "digest", digest.toString(), "size", content.length);
  }

  private static byte[] config(byte[]... layers) {
    var contents = Arrays.stream(layers).map(l -> Digest.of(l).toString()).toList();
    return json(
        Map.of(
            "os",
            "linux",
            "architecture",
            Platform.current().architecture(),
            "rootfs",
            Map.of("diff_ids", contents)));
  }

  private static byte[] json(Object value) {
    return Json.write(value).getBytes(UTF_8);
  }

  private ImageCache cache() throws IOException {
    return new ImageCache(
        CacheSettings.of(folder.resolve("cache"), Mirrors.NONE), PullProgress.NONE);
  }
}
