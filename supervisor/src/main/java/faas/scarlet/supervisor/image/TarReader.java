package faas.scarlet.supervisor.image;

import faas.scarlet.supervisor.fault.Fault;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a tar archive as it comes: POSIX ustar and pax, GNU long names and sparse files. It hands
 * on the pieces of {@link Chunks} as they are, without a copy of the content.
 */
final class TarReader {
  private static final int LONGEST_EXTENSION = 1 << 20;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Chunks chunks;
  private final TarHeader header = new TarHeader();
  private ByteBuffer chunk = NOTHING;

  /** What came before the entry and is about it. */
  private PaxRecords pax = PaxRecords.NONE;

  private Optional<String> longName = Optional.empty();
  private Optional<String> longLink = Optional.empty();

  /** Bytes of the entry's content that are still to come, and of the padding after them. */
  private long left;

  private int padding;

  TarReader(Chunks chunks) {
    this.chunks = chunks;
  }

  /**
   * The next entry, whatever is left of the last one's content; empty at the end.
   *
   * @throws IOException for what is no tar archive, and where it ends too early
   */
  Optional<TarEntry> next() throws IOException, Fault {
    pax = PaxRecords.NONE;
    longName = Optional.empty();
    longLink = Optional.empty();
    while (true) {
      skip();
      if (!more() || !filledHeader()) {
        return Optional.empty();
      }
      begin(header.size());
      switch (header.type()) {
        case 'x' -> pax = PaxRecords.parse(extension());
        case 'L' -> longName = Optional.of(text(extension()));
        case 'K' -> longLink = Optional.of(text(extension()));
        case 'g', 'V' -> {} // comments of the whole archive
        default -> {
          return Optional.of(entry());
        }
      }
    }
  }

  /** The next piece of the entry's content; without bytes at its end. */
  ByteBuffer content() throws IOException, Fault {
    if (left == 0) {
      return NOTHING;
    }
    if (!more()) {
      throw cut();
    }
    int length = (int) Math.min(left, chunk.remaining());
    var piece = chunk.slice(chunk.position(), length);
    chunk.position(chunk.position() + length);
    left -= length;
    return piece;
  }

  private TarEntry entry() throws IOException, Fault {
    String name = pax.name().or(() -> longName).orElseGet(header::name);
    String link = pax.link().or(() -> longLink).orElseGet(header::link);
    char type = header.type();
    int mode = header.mode();
    long modified = pax.modified(header.modifiedSeconds());
    boolean isFile = type == '0' || type == 0 || type == '7' || type == 'S';
    if (!isFile) {
      // A link's size tells of its target, not of content that follows.
      begin(type >= '1' && type <= '6' ? 0 : pax.size(left));
      return new TarEntry(type, name, link, mode, modified, 0, new Extents());
    }
    begin(pax.size(left));
    if (type == 0 && name.endsWith("/")) {
      return new TarEntry('5', name, link, mode, modified, 0, new Extents());
    }
    long size = left;
    var extents = Extents.whole(left);
    if (type == 'S') {
      size = header.realSize();
      extents = oldSparseMap();
      extents.check(left, size);
    } else if (pax.sparseSize().isPresent()) {
      size = pax.sparseSize().get();
      extents = pax.mapIsInContent() ? mapInContent() : pax.extents();
      extents.check(left, size);
    }
    return new TarEntry('0', name, link, mode, modified, size, extents);
  }

  private Extents oldSparseMap() throws IOException, Fault {
    var extents = new Extents();
    long content = left;
    int after = padding;
    boolean more = header.sparseMap(extents);
    while (more) {
      readFully(header.block());
      more = header.moreSparseMap(extents);
    }
    left = content;
    padding = after;
    return extents;
  }

  private Extents mapInContent() throws IOException, Fault {
    var extents = new Extents();
    var block = new byte[TarHeader.SIZE];
    var digits = new StringBuilder();
    long toRead = -1;
    long offset = -1;
    while (toRead != 0) {
      if (left < block.length) {
        throw new IOException("a sparse file's map is not valid");
      }
      readFully(block);
      left -= block.length;
      for (int i = 0; i < block.length && toRead != 0; i++) {
        if (block[i] != '\n') {
          if (digits.append((char) block[i]).length() > 20) {
            throw new IOException("a sparse file's map is not valid");
          }
          continue;
        }
        long number = PaxRecords.number(digits.toString());
        digits.setLength(0);
        if (toRead < 0) {
          toRead = number;
        } else if (offset < 0) {
          offset = number;
        } else {
          extents.add(offset, number);
          offset = -1;
          toRead--;
        }
      }
    }
    return extents;
  }

  private boolean filledHeader() throws IOException, Fault {
    readFully(header.block());
    if (header.isEmpty()) {
      return false; // the first of two empty blocks
    }
    header.check();
    return true;
  }

  private void begin(long size) throws IOException {
    if (size < 0) {
      throw new IOException("a tar entry of " + size + " bytes");
    }
    left = size;
    padding = (int) (-size & (TarHeader.SIZE - 1));
  }

  private byte[] extension() throws IOException, Fault {
    if (left > LONGEST_EXTENSION) {
      throw new IOException(
          "a tar entry's name or extended header of %d bytes; expected at most %d"
              .formatted(left, LONGEST_EXTENSION));
    }
    var content = new byte[(int) left];
    readFully(content);
    left = 0;
    return content;
  }

  private static String text(byte[] name) {
    int end = 0;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    return new String(name, 0, end, StandardCharsets.UTF_8);
  }

  private void skip() throws IOException, Fault {
    long rest = left + padding;
    left = 0;
    padding = 0;
    while (rest > 0) {
      if (!more()) {
        throw cut();
      }
      int step = (int) Math.min(rest, chunk.remaining());
      chunk.position(chunk.position() + step);
      rest -= step;
    }
  }

  private void readFully(byte[] into) throws IOException, Fault {
    int at = 0;
    while (at < into.length) {
      if (!more()) {
        throw cut();
      }
      int step = Math.min(into.length - at, chunk.remaining());
      chunk.get(into, at, step);
      at += step;
    }
  }

  private boolean more() throws IOException, Fault {
    if (!chunk.hasRemaining()) {
      chunk = chunks.next();
    }
    return chunk.hasRemaining();
  }

  private static EOFException cut() {
    return new EOFException("the layer ends in the middle of an entry");
  }
}
