package faas.scarlet.supervisor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.testing.Layer;
import faas.scarlet.supervisor.testing.RegistryServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the cache, how long it stays, and what is asked of the registry for it. */
class ImageCacheStoreIT {
  private static final String FILE = "bin/program";

  @TempDir Path folder = Path.of("");
  private final RegistryServer registry = registry();

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aTagCostsOneRequestWhenItIsCachedAndADigestNone() throws Exception {
    String tag = registry.pushIndex("test/a", "1", List.of(layer("a")));
    var pulled = cache(Long.MAX_VALUE).get(tag);
    int asked = registry.requests().size();

    var byTag = cache(Long.MAX_VALUE).get(tag);
    int forTag = registry.requests().size() - asked;
    var byDigest = cache(Long.MAX_VALUE).get("docker.io/test/a@" + pulled.digest());

    assertThat(forTag).isEqualTo(1);
    assertThat(registry.requests()).hasSize(asked + 1);
    assertThat(byTag.root()).isEqualTo(pulled.root()).isEqualTo(byDigest.root());
  }

  @Test
  void theDigestOfAnIndexIsRememberedOverRestarts() throws Exception {
    registry.pushIndex("test/a", "1", List.of(layer("a")));
    var index = served("docker.io/test/a:1");
    var pulled = cache(Long.MAX_VALUE).get("docker.io/test/a@" + index);
    registry.close();

    var again = cache(Long.MAX_VALUE).get("docker.io/test/a@" + index);

    assertThat(again.root()).isEqualTo(pulled.root());
    assertThat(again.cached()).isTrue();
  }

  @Test
  void aTagThatMovedIsPulledAgain() throws Exception {
    String tag = registry.push("test/a", "1", List.of(layer("a")));
    var first = cache(Long.MAX_VALUE).get(tag);
    registry.push("test/a", "1", List.of(layer("b")));

    var second = cache(Long.MAX_VALUE).get(tag);

    assertThat(second.digest()).isNotEqualTo(first.digest());
    assertThat(second.root().resolve(FILE)).hasContent("b");
  }

  @Test
  void aTagThatIsCachedGoesOnWithoutItsRegistry() throws Exception {
    String tag = registry.push("test/a", "1", List.of(layer("a")));
    var pulled = cache(Long.MAX_VALUE).get(tag);
    registry.close();

    assertThat(cache(Long.MAX_VALUE).get(tag).root()).isEqualTo(pulled.root());
  }

  @Test
  void listsWhatIsThereAndWhoUsesIt() throws Exception {
    var cache = cache(Long.MAX_VALUE);
    var used = cache.get(registry.push("test/used", "1", List.of(layer("used"))));
    cache.get(registry.push("test/idle", "1", List.of(layer("idle")))).close();

    var images = cache.list();

    assertThat(images)
        .extracting(CachedImage::references)
        .containsExactlyInAnyOrder(
            List.of("docker.io/test/used:1"), List.of("docker.io/test/idle:1"));
    assertThat(images)
        .allSatisfy(
            image -> assertThat(image.inUse()).isEqualTo(image.digest().equals(used.digest())));
    assertThat(images).allSatisfy(image -> assertThat(image.bytes()).isBetween(4L, 5L));
  }

  @Test
  void removesByNameAndByDigestButNotWhatIsInUse() throws Exception {
    var cache = cache(Long.MAX_VALUE);
    String tag = registry.push("test/a", "1", List.of(layer("a")));
    var image = cache.get(tag);

    assertThatThrownBy(() -> cache.remove(tag))
        .isInstanceOf(ImageInUseException.class)
        .hasMessageContaining("in use");
    image.close();
    cache.remove("test/a:1");
    cache.get(tag).close();
    cache.remove(image.digest().toString());

    assertThat(cache.list()).isEmpty();
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
    assertThatThrownBy(() -> cache.remove(tag))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.reason()).isEqualTo(Reason.IMAGE_NOT_FOUND));
  }

  @Test
  void whatWasNotUsedForLongestGoesFirstAndNeverWhatRuns() throws Exception {
    var cache = cache(250);
    var running = cache.get(registry.push("test/running", "1", List.of(layer("r".repeat(100)))));
    var old = cache.get(registry.push("test/old", "1", List.of(layer("o".repeat(100)))));
    old.close();

    var fresh = cache.get(registry.push("test/new", "1", List.of(layer("n".repeat(100)))));

    assertThat(cache.list())
        .extracting(CachedImage::digest)
        .containsExactlyInAnyOrder(running.digest(), fresh.digest());
    assertThat(running.root().resolve(FILE)).exists();
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void verifyFindsWhatChanged() throws Exception {
    var cache = cache(Long.MAX_VALUE);
    byte[] lower =
        new Layer()
            .file("etc/changed", "1234")
            .file("etc/missing", "1")
            .file("etc/hard", "linked")
            .link("etc/link", "hard")
            .directory("etc/gone", 0755)
            .file("etc/gone/f", "1")
            .gzip();
    byte[] upper = new Layer().hardLink("etc/other", "etc/hard").file("etc/.wh.gone", "").gzip();
    var image = cache.get(registry.push("test/a", "1", List.of(lower, upper)));
    assertThat(cache.verify()).isEmpty();

    var etc = image.root().resolve("etc");
    Files.setPosixFilePermissions(etc, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(
        etc.resolve("changed"), PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(etc.resolve("changed"), "1235");
    Files.delete(etc.resolve("missing"));
    Files.writeString(etc.resolve("stranger"), "");
    // /tmp is an attempt's own while it runs
    Files.setPosixFilePermissions(
        image.root().resolve("tmp"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(image.root().resolve("tmp/of-an-attempt"), "");

    assertThat(cache.verify())
        .extracting(Damage::path)
        .containsExactlyInAnyOrder("etc", "etc/changed", "etc/missing", "etc/stranger");
  }

  @Test
  void anImageThatIsTooLargeLeavesNothing() throws Exception {
    String tag = registry.push("test/a", "1", List.of(layer("a".repeat(100_000))));
    var small = new ImageCache(settings(Long.MAX_VALUE, new ImageLimits(50_000, 10)), progress());
    var few = new ImageCache(settings(Long.MAX_VALUE, new ImageLimits(1 << 20, 0)), progress());

    for (var cache : List.of(small, few)) {
      assertThatThrownBy(() -> cache.get(tag))
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.reason()).isEqualTo(Reason.IMAGE_TOO_LARGE))
          .hasMessageContaining("SCARLET_IMAGE_MAX_");
    }
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
    assertThat(folder.resolve("roots")).isEmptyDirectory();
  }

  @Test
  void progressNeverGoesBack() throws Exception {
    var layers = new ArrayList<byte[]>();
    for (int i = 0; i < 8; i++) {
      layers.add(layer("x".repeat(1000 * i)));
    }
    var told = new ArrayList<Long>();
    var cache =
        new ImageCache(
            settings(Long.MAX_VALUE, ImageLimits.USUAL), (image, done, total) -> told.add(done));

    cache.get(registry.push("test/a", "1", layers));

    assertThat(told).isSorted().last().isEqualTo(layers.stream().mapToLong(l -> l.length).sum());
  }

  private Digest served(String tag) throws Exception {
    return new Registry(settings(Long.MAX_VALUE, ImageLimits.USUAL))
        .digest(Reference.parse(tag))
        .orElseThrow();
  }

  private ImageCache cache(long maxBytes) throws IOException {
    return new ImageCache(settings(maxBytes, ImageLimits.USUAL), progress());
  }

  private static PullProgress progress() {
    return PullProgress.NONE;
  }

  private CacheSettings settings(long maxBytes, ImageLimits limits) {
    return new CacheSettings(
        folder,
        Mirrors.parse(registry.mirror()),
        List.of(),
        Optional.empty(),
        Proxies.NONE,
        maxBytes,
        limits);
  }

  private static byte[] layer(String content) {
    return new Layer().file(FILE, content).gzip();
  }

  private static RegistryServer registry() {
    try {
      return new RegistryServer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
