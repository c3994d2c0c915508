package faas.scarlet.supervisor.image;

import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/** Writes the files of a layer: content, holes, permissions, time. */
final class FileMaker {
  private static final Set<StandardOpenOption> NEW_FILE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final boolean masked;
  private final CRC32 checksum = new CRC32();
  private final Map<Integer, FileAttribute<Set<PosixFilePermission>>> attributes = new HashMap<>();

  /**
   * Makes files.
   *
   * @param masked whether the umask takes rights away, so that they must be given again
   */
  FileMaker(boolean masked) {
    this.masked = masked;
  }

  /** Makes a file that must not exist yet; gives the checksum of its content. */
  long make(Path path, TarEntry entry, TarReader tar) throws IOException, Fault {
    int mode = Modes.readOnlyFile(entry.mode());
    boolean hasHoles = entry.extents().stored() != entry.size();
    checksum.reset();
    var attribute =
        attributes.computeIfAbsent(mode, m -> PosixFilePermissions.asFileAttribute(Modes.of(m)));
    try (var channel = FileChannel.open(path, NEW_FILE, attribute)) {
      if (hasHoles) {
        writeWithHoles(channel, entry.extents(), tar);
      } else {
        for (var piece = tar.content(); piece.hasRemaining(); piece = tar.content()) {
          checksum.update(piece.duplicate());
          write(channel, piece);
        }
      }
    }
    if (hasHoles) {
      setSize(path, entry.size());
    }
    if (masked) {
      Files.setPosixFilePermissions(path, Modes.of(mode));
    }
    setTime(path, entry.modified());
    return hasHoles ? LayerEntry.UNKNOWN : checksum.getValue();
  }

  private static void writeWithHoles(FileChannel channel, Extents extents, TarReader tar)
      throws IOException, Fault {
    var piece = tar.content();
    for (int i = 0; i < extents.count(); i++) {
      channel.position(extents.offset(i));
      for (long left = extents.size(i); left > 0; ) {
        if (!piece.hasRemaining()) {
          piece = tar.content();
        }
        int step = (int) Math.min(left, piece.remaining());
        write(channel, piece.slice(piece.position(), step));
        piece.position(piece.position() + step);
        left -= step;
      }
    }
  }

  private static void write(FileChannel channel, ByteBuffer piece) throws IOException {
    while (piece.hasRemaining()) {
      channel.write(piece);
    }
  }

  /** A channel cannot make a file longer without writing to it. */
  private static void setSize(Path path, long size) throws IOException {
    var mode = Files.getPosixFilePermissions(path);
    Files.setPosixFilePermissions(path, Modes.of(0600));
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(size);
    }
    Files.setPosixFilePermissions(path, mode);
  }

  /** Sets both times: with one of them only the JDK would have to ask for the other. */
  static void setTime(Path path, long nanos) throws IOException {
    var time = FileTime.from(nanos, TimeUnit.NANOSECONDS);
    Files.getFileAttributeView(path, BasicFileAttributeView.class).setTimes(time, time, null);
  }
}
