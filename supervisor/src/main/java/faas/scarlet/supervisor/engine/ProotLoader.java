package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;

/**
 * The small program that proot starts all others with. It is inside proot's own file, which writes
 * it to {@code /tmp} at each start; an enclosed proot may not, and is given it instead.
 */
final class ProotLoader {
  private static final int MAGIC = 0x7f454c46;
  private static final int HEADER = 64;
  private static final short EXECUTABLE = 2;
  private static final byte BITS_64 = 2;

  private ProotLoader() {}

  /** Writes it to a file; false where this proot has none, because it keeps it apart. */
  static boolean write(Path proot, Path file) throws IOException {
    var loader = find(Files.readAllBytes(proot));
    if (loader.isPresent()) {
      Files.write(file, loader.get());
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-x------"));
    }
    return loader.isPresent();
  }

  private static Optional<byte[]> find(byte[] proot) {
    var file = ByteBuffer.wrap(proot).order(ByteOrder.LITTLE_ENDIAN);
    int magic = Integer.reverseBytes(MAGIC);
    for (int at = 1; at <= proot.length - HEADER; at++) {
      if (file.getInt(at) == magic
          && file.get(at + 4) == BITS_64
          && file.getShort(at + 16) == EXECUTABLE) {
        long end =
            at + file.getLong(at + 40) + (long) file.getShort(at + 58) * file.getShort(at + 60);
        if (end > at && end <= proot.length) {
          return Optional.of(Arrays.copyOfRange(proot, at, (int) end));
        }
      }
    }
    return Optional.empty();
  }
}
