package faas.scarlet.supervisor.image;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Applies one layer to a root (OCI image specification, layer filesystem changeset). */
final class LayerReader {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final int BUFFER = 1 << 16;

  private final RootFolder root;

  LayerReader(RootFolder root) {
    this.root = root;
  }

  /** Reads the whole layer; the caller verifies it afterwards. */
  void apply(String mediaType, InputStream blob) throws IOException, Fault {
    root.nextLayer();
    try (var tar = new TarArchiveInputStream(inflated(mediaType, open(blob)), "UTF-8")) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        apply(entry, tar);
      }
    }
  }

  /** The layer's end is not the blob's: what follows it must still be read to be verified. */
  private static InputStream open(InputStream blob) {
    return new FilterInputStream(blob) {
      @Override
      public void close() {}
    };
  }

  private static InputStream inflated(String mediaType, InputStream blob)
      throws IOException, Fault {
    if (mediaType.endsWith("zstd")) {
      throw new Fault(
          Reason.IMAGE_CORRUPT,
          "the image has zstd layers, which are not supported yet; push it with gzip layers");
    }
    var buffered = new BufferedInputStream(blob, BUFFER);
    buffered.mark(2);
    boolean isGzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return isGzip ? new GZIPInputStream(buffered, BUFFER) : buffered;
  }

  private void apply(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
    String name = EntryName.of(entry.getName());
    String last = name.substring(name.lastIndexOf('/') + 1);
    String parent = name.substring(0, name.length() - last.length());
    if (last.equals(OPAQUE)) {
      root.opaque(parent);
    } else if (last.startsWith(WHITEOUT + WHITEOUT)) {
      return; // bookkeeping of aufs
    } else if (last.startsWith(WHITEOUT)) {
      root.whiteout(parent + removed(entry, last));
    } else if (entry.isDirectory()) {
      root.directory(name, entry.getMode());
    } else if (entry.isSymbolicLink()) {
      root.link(name, entry.getLinkName());
    } else if (entry.isLink()) {
      root.hardLink(name, entry.getLinkName());
    } else if (entry.isFile() && !isSpecial(entry)) {
      root.file(name, entry.getMode(), entry.getLastModifiedTime(), tar);
    }
  }

  private static String removed(TarArchiveEntry entry, String last) throws IOException {
    String removed = EntryName.of(last.substring(WHITEOUT.length()));
    if (removed.isEmpty()) {
      throw new IOException("whiteout '" + entry.getName() + "' names nothing");
    }
    return removed;
  }

  /** Devices and pipes: a root without privileges cannot hold them, engines bring their own. */
  private static boolean isSpecial(TarArchiveEntry entry) {
    return entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO();
  }
}
