package faas.scarlet.supervisor.image;

import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Unpacks one layer aside (OCI image specification, layer filesystem changeset): its files under
 * numbers, and a list of its entries. So layers can be unpacked in any order and at the same time,
 * and nothing that an entry's name says can matter before {@link StagedLayer#applyTo}.
 */
final class LayerReader {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  private final Path folder;
  private final Budget budget;
  private final FileMaker files;
  private long made;
  private long bytes;

  /**
   * Reads one layer.
   *
   * @param folder of its own, which is made
   */
  LayerReader(Path folder, Budget budget, FileMaker files) {
    this.folder = folder;
    this.budget = budget;
    this.files = files;
  }

  /** Reads the layer as far as its archive goes; the caller verifies the blob afterwards. */
  StagedLayer stage(InputStream blob, Buffers buffers) throws IOException, Fault {
    Files.createDirectories(folder);
    try (var ahead = new ReadAhead(Unpacker.of(blob), budget, buffers);
        var log = new EntryLog.Writer(StagedLayer.log(folder))) {
      var tar = new TarReader(ahead);
      for (var entry = tar.next(); entry.isPresent(); entry = tar.next()) {
        budget.entry();
        stage(entry.get(), tar, log);
      }
    }
    return new StagedLayer(folder, bytes);
  }

  private void stage(TarEntry entry, TarReader tar, EntryLog.Writer log) throws IOException, Fault {
    String name = EntryName.of(entry.name());
    String last = name.substring(name.lastIndexOf('/') + 1);
    if (last.startsWith(WHITEOUT)) {
      whiteout(name, last, log);
      return;
    }
    switch (entry.type()) {
      case '5', 'D' -> log.add(LayerEntry.directory(name, entry.mode(), entry.modified()));
      case '2' -> log.add(LayerEntry.link(name, entry.link()));
      case '1' -> log.add(LayerEntry.hardLink(name, EntryName.of(entry.link())));
      case '0' -> {
        long checksum = files.make(StagedLayer.file(folder, made++), entry, tar);
        bytes += entry.extents().stored();
        log.add(LayerEntry.file(name, entry.mode(), entry.size(), entry.modified(), checksum));
      }
      default -> {} // devices and pipes need privileges, engines bring their own; others are notes
    }
  }

  private static void whiteout(String name, String last, EntryLog.Writer log) throws IOException {
    String parent = name.substring(0, name.length() - last.length());
    if (last.equals(OPAQUE)) {
      log.add(LayerEntry.emptied(EntryName.of(parent)));
    } else if (!last.startsWith(WHITEOUT + WHITEOUT)) { // that is bookkeeping of aufs
      String removed = EntryName.of(last.substring(WHITEOUT.length()));
      if (removed.isEmpty()) {
        throw new IOException("whiteout '" + name + "' names nothing");
      }
      log.add(LayerEntry.removed(parent + removed));
    }
  }
}
