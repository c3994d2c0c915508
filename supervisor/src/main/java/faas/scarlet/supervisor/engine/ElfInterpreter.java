package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Reads which loader an ELF program asks for (its PT_INTERP segment). */
final class ElfInterpreter {
  private static final int HEADER = 64;
  private static final int ELF_MAGIC = 0x7f454c46;
  private static final int PT_INTERP = 3;
  private static final int LONGEST_PATH = 4096;

  private ElfInterpreter() {}

  /** The loader's path; empty for a static program and for what is no 64-bit ELF program. */
  static Optional<String> of(Path program) throws IOException {
    try (var file = FileChannel.open(program)) {
      var header = read(file, 0, HEADER);
      if (header.limit() < HEADER
          || header.getInt(0) != ELF_MAGIC
          || header.get(4) != 2
          || header.get(5) != 1) {
        return Optional.empty();
      }
      header.order(ByteOrder.LITTLE_ENDIAN);
      long offset = header.getLong(0x20);
      int size = Short.toUnsignedInt(header.getShort(0x36));
      int count = Short.toUnsignedInt(header.getShort(0x38));
      for (int i = 0; i < count; i++) {
        var segment = read(file, offset + (long) i * size, 56).order(ByteOrder.LITTLE_ENDIAN);
        if (segment.limit() == 56 && segment.getInt(0) == PT_INTERP) {
          int length = Math.clamp(segment.getLong(0x20), 0, LONGEST_PATH);
          var path = read(file, segment.getLong(0x08), length);
          return Optional.of(StandardCharsets.UTF_8.decode(path).toString().replace("\0", ""));
        }
      }
      return Optional.empty();
    }
  }

  private static ByteBuffer read(FileChannel file, long offset, int length) throws IOException {
    var buffer = ByteBuffer.allocate(length);
    int n = 0;
    while (n >= 0 && buffer.hasRemaining()) {
      n = file.read(buffer, offset + buffer.position());
    }
    return buffer.flip();
  }
}
