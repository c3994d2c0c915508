package faas.scarlet.supervisor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.supervisor.testing.Layer;
import faas.scarlet.supervisor.testing.OwnProcess;
import faas.scarlet.supervisor.testing.RegistryServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that end in the middle, and processes beside each other. */
class KilledPullIT {
  @TempDir Path folder = Path.of("");

  /** What the other process does: pulls, and keeps the image until it is killed. */
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] arguments) throws Exception {
      cache(Path.of(arguments[0]), arguments[1]).get(arguments[2]);
      Files.createFile(Path.of(arguments[3]));
      Thread.sleep(Duration.ofMinutes(5));
    }
  }

  @Test
  void aKilledPullLeavesNothingThatLooksComplete() throws Exception {
    try (var registry = new RegistryServer()) {
      String tag = registry.push("test/a", "1", List.of(layer(), new Layer().file("b", "").gzip()));
      registry.stall();
      var other = start(registry, tag);
      try {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> registry.requests().stream().filter(r -> r.contains("/blobs/")).count() > 0);
      } finally {
        other.destroyForcibly().waitFor();
      }
      assertThat(folder.resolve("roots")).isEmptyDirectory();

      var cache = cache(folder, registry.mirror());

      assertThat(folder.resolve("tmp")).isEmptyDirectory();
      assertThat(cache.list()).isEmpty();
    }
  }

  @Test
  void whatAnotherProcessUsesIsNotRemovedUntilItIsKilled() throws Exception {
    try (var registry = new RegistryServer()) {
      String tag = registry.push("test/a", "1", List.of(layer()));
      var other = start(registry, tag);
      var cache = cache(folder, registry.mirror());
      try {
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(mark()));
        assertThat(cache.list()).singleElement().matches(CachedImage::inUse);
      } finally {
        other.destroyForcibly().waitFor();
      }

      cache.remove(tag);

      assertThat(cache.list()).isEmpty();
    }
  }

  private Process start(RegistryServer registry, String tag) throws Exception {
    return new ProcessBuilder(
            OwnProcess.java(
                OtherProcess.class.getName(),
                folder.toString(),
                registry.mirror(),
                tag,
                mark().toString()))
        .inheritIO()
        .start();
  }

  private Path mark() {
    return folder.resolve("pulled");
  }

  private static ImageCache cache(Path folder, String mirror) throws Exception {
    return new ImageCache(CacheSettings.of(folder, Mirrors.parse(mirror)), PullProgress.NONE);
  }

  private static byte[] layer() {
    byte[] noise = new byte[3_000_000];
    new Random(1).nextBytes(noise);
    return new Layer().file("noise", 0644, noise).gzip();
  }
}
