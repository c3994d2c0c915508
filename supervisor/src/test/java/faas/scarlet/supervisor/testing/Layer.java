package faas.scarlet.supervisor.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes a layer entry by entry, also such entries as no honest tool would write. */
public final class Layer {
  /** When all entries were last changed. */
  public static final Instant MODIFIED = Instant.parse("2020-02-03T04:05:06Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

  public Layer() {
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  public Layer directory(String name, int mode) {
    var entry = new TarArchiveEntry(name + "/", TarConstants.LF_DIR, true);
    entry.setMode(mode);
    return add(entry, new byte[0]);
  }

  public Layer file(String name, String content) {
    return file(name, 0644, content.getBytes(StandardCharsets.UTF_8));
  }

  public Layer file(String name, int mode, byte[] content) {
    var entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
    entry.setMode(mode);
    entry.setSize(content.length);
    return add(entry, content);
  }

  public Layer link(String name, String target) {
    return pointer(name, target, TarConstants.LF_SYMLINK);
  }

  public Layer hardLink(String name, String target) {
    return pointer(name, target, TarConstants.LF_LINK);
  }

  public Layer device(String name) {
    return add(new TarArchiveEntry(name, TarConstants.LF_CHR, true), new byte[0]);
  }

  private Layer pointer(String name, String target, byte kind) {
    var entry = new TarArchiveEntry(name, kind, true);
    entry.setLinkName(target);
    return add(entry, new byte[0]);
  }

  private Layer add(TarArchiveEntry entry, byte[] content) {
    try {
      entry.setLastModifiedTime(FileTime.from(MODIFIED));
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The layer, not compressed. */
  public byte[] tar() {
    try {
      tar.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The layer as registries hold it. */
  public byte[] gzip() {
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(tar());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }
}
