package faas.scarlet.supervisor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.testing.Layer;
import faas.scarlet.supervisor.testing.RegistryServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCacheIT {
  private static final byte[] LAYER =
      new Layer().file("hello", "from the registry").file("big", 0644, noise()).gzip();

  @TempDir Path folder = Path.of("");
  private RegistryServer registry = registry();

  @BeforeEach
  void freshRegistry() {
    registry.close();
    registry = registry();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void pullsOnceAndThenHasIt() throws Exception {
    String reference = registry.push("test/a", "1", List.of(LAYER));
    var told = new ConcurrentLinkedQueue<Long>();
    var cache =
        new ImageCache(CacheSettings.of(folder, mirrors()), (image, done, total) -> told.add(done));

    var first = cache.get(reference);
    int asked = registry.requests().size();
    var second = cache.get(reference);

    assertThat(first.root().resolve("hello")).hasContent("from the registry");
    assertThat(first.cached()).isFalse();
    assertThat(second.cached()).isTrue();
    assertThat(registry.requests()).hasSize(asked);
    assertThat(told).last().isEqualTo((long) LAYER.length);
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void takesThisPlatformFromAnIndexAndNeedsNobodyForADigest() throws Exception {
    String reference = registry.pushIndex("test/index", "1", List.of(LAYER));
    var image = cache().get(reference);
    registry.close();

    var again = cache().get("docker.io/test/index@" + image.digest());

    assertThat(again.root()).isEqualTo(image.root());
    assertThat(again.cached()).isTrue();
  }

  @Test
  void getsATokenWhereTheRegistryWantsOne() throws Exception {
    String reference = registry.push("test/a", "1", List.of(LAYER));
    registry.wantToken();

    assertThat(cache().get(reference).root().resolve("hello")).exists();
  }

  @Test
  void unpacksZstdLayers() throws Exception {
    registry.layerType("application/vnd.oci.image.layer.v1.tar+zstd");
    byte[] layer = Zstd.compress(new Layer().file("hello", "from zstd").tar());

    var image = cache().get(registry.push("test/zstd", "1", List.of(layer)));

    assertThat(image.root().resolve("hello")).hasContent("from zstd");
  }

  @Test
  void aTruncatedLayerIsCorruptAndLeavesNothing() throws Exception {
    byte[] half = Arrays.copyOf(LAYER, LAYER.length / 2);
    String reference = registry.push("test/a", "1", List.of(LAYER, half));

    assertFault(cache(), reference, Reason.IMAGE_CORRUPT, "ends too early");
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
    assertThat(folder.resolve("roots")).isEmptyDirectory();
  }

  @Test
  void aRegistryThatDiesMidwayLeavesNothing() throws Exception {
    String reference = registry.push("test/a", "1", List.of(LAYER));
    registry.breakBlobs(2);
    var cache =
        new ImageCache(
            CacheSettings.of(folder, mirrors()), (image, done, total) -> registry.close());

    assertFault(cache, reference, Reason.REGISTRY_UNAVAILABLE, "cannot be read");
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
    assertThat(folder.resolve("roots")).isEmptyDirectory();
  }

  @Test
  void goesOnWhereAConnectionBroke() throws Exception {
    String reference = registry.push("test/a", "1", List.of(LAYER));
    registry.breakBlobs(2);

    assertThat(cache().get(reference).root().resolve("big")).hasBinaryContent(noise());
  }

  @Test
  void aLayerWithOtherContentIsCorruptAndLeavesNothing() throws Exception {
    byte[] layer = new Layer().file("hello", "from the registry").tar();
    String reference = registry.push("test/a", "1", List.of(layer));
    registry.tamper("test/a", layer);

    assertFault(
        cache(), reference, Reason.IMAGE_CORRUPT, "other content came than the image names");
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
    assertThat(folder.resolve("roots")).isEmptyDirectory();
  }

  @Test
  void saysWhatIsWrongWithTheRegistry() throws Exception {
    registry.push("test/a", "1", List.of(LAYER));

    assertFault(cache(), "docker.io/test/a:2", Reason.IMAGE_NOT_FOUND, "check its name and tag");
    registry.close();
    assertFault(
        cache(), "docker.io/test/a:1", Reason.REGISTRY_UNAVAILABLE, "SCARLET_REGISTRY_MIRROR");
  }

  @Test
  void manyAtOncePullOnce() throws Exception {
    String reference = registry.push("test/a", "1", List.of(LAYER));
    // Two caches on one folder are what two processes are.
    var caches = List.of(cache(), cache());

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Image>> pulls =
          IntStream.range(0, 16)
              .<Callable<Image>>mapToObj(i -> () -> caches.get(i % 2).get(reference))
              .toList();
      for (var pulled : threads.invokeAll(pulls)) {
        assertThat(pulled.get().root().resolve("hello")).exists();
      }
    }

    assertThat(registry.requests().stream().filter(path -> path.contains("/blobs/"))).hasSize(2);
  }

  @Test
  void removesWhatACrashHasLeftAndPullsAgain() throws Exception {
    String reference = registry.push("test/a", "1", List.of(LAYER));
    var digest = cache().get(reference).digest();
    var root = folder.resolve("roots").resolve(digest.fileName());
    Files.move(root, folder.resolve("tmp").resolve(digest.fileName()));

    var cache = cache();

    assertThat(folder.resolve("tmp")).isEmptyDirectory();
    assertThat(cache.get(reference).cached()).isFalse();
  }

  private static void assertFault(
      ImageCache cache, String reference, Reason reason, String message) {
    assertThatThrownBy(() -> cache.get(reference))
        .isInstanceOfSatisfying(Fault.class, f -> assertThat(f.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  private ImageCache cache() throws IOException {
    return new ImageCache(CacheSettings.of(folder, mirrors()), PullProgress.NONE);
  }

  private Mirrors mirrors() {
    return Mirrors.parse(registry.mirror());
  }

  private static RegistryServer registry() {
    try {
      return new RegistryServer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] noise() {
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    return noise;
  }
}
