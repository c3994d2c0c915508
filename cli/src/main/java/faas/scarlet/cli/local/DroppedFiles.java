package faas.scarlet.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Sees files that are dropped into the folders of buckets while the buckets are elsewhere, where
 * nobody would ever process them.
 */
final class DroppedFiles implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Path folder;
  private final Consumer<Path> told;
  private final Set<Path> known;
  private final Thread thread = Thread.ofVirtual().unstarted(this::watch);

  private DroppedFiles(Path folder, Consumer<Path> told) throws IOException {
    this.folder = folder;
    this.told = told;
    known = files();
  }

  /** Tells of each file that is not there yet, once. */
  static DroppedFiles watch(Path folder, Consumer<Path> told) throws IOException {
    var dropped = new DroppedFiles(folder, told);
    dropped.thread.start();
    return dropped;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void watch() {
    while (true) {
      try {
        Thread.sleep(LOOK);
        files().stream().filter(known::add).forEach(told);
      } catch (IOException | UncheckedIOException e) {
        // A folder that goes away while it is looked at is looked at again.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private Set<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return new HashSet<>();
    }
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).collect(Collectors.toCollection(HashSet::new));
    }
  }
}
