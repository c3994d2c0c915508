package faas.scarlet.supervisor.image;

import faas.scarlet.supervisor.disk.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A layer that is unpacked, but not yet a part of a root.
 *
 * @param bytes of its files
 */
record StagedLayer(Path folder, long bytes) {
  static Path log(Path folder) {
    return folder.resolve("entries");
  }

  static Path file(Path folder, long number) {
    return folder.resolve(Long.toString(number));
  }

  /**
   * Makes the layer's changes to a root that holds the layers below it. First all that it removes,
   * wherever that stands in the layer: it is about lower layers only.
   */
  void applyTo(RootFolder root) throws IOException {
    try (var log = new EntryLog.Reader(log(folder))) {
      for (var entry = log.next(); entry.isPresent(); entry = log.next()) {
        remove(entry.get(), root);
      }
    }
    try (var log = new EntryLog.Reader(log(folder))) {
      long number = 0;
      for (var entry = log.next(); entry.isPresent(); entry = log.next()) {
        number = add(entry.get(), number, root);
      }
    }
    Tree.delete(folder);
  }

  private static void remove(LayerEntry entry, RootFolder root) throws IOException {
    switch (entry.kind()) {
      case REMOVED -> root.whiteout(entry.name());
      case EMPTIED -> root.opaque(entry.name());
      case DIRECTORY, FILE, LINK, HARD_LINK -> {}
    }
  }

  private long add(LayerEntry entry, long number, RootFolder root) throws IOException {
    switch (entry.kind()) {
      case DIRECTORY -> root.directory(entry);
      case LINK -> root.link(entry);
      case HARD_LINK -> root.hardLink(entry);
      case FILE -> {
        root.file(entry, Optional.of(file(folder, number)));
        return number + 1;
      }
      case REMOVED, EMPTIED -> {}
    }
    return number;
  }
}
