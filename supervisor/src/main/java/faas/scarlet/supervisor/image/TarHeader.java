package faas.scarlet.supervisor.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The 512 bytes before an entry (POSIX ustar and GNU tar). */
final class TarHeader {
  static final int SIZE = 512;
  private static final int CHECKSUM = 148;
  private static final int MAGIC = 257;
  private static final int PREFIX = 345;
  private static final int GNU_SPARSE = 386;

  private final byte[] block = new byte[SIZE];

  /** To be filled. */
  byte[] block() {
    return block;
  }

  boolean isEmpty() {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** Compares the checksum, as bytes with and without sign, for both were written. */
  void check() throws IOException {
    int unsigned = 0;
    int signed = 0;
    for (int i = 0; i < SIZE; i++) {
      byte b = i >= CHECKSUM && i < CHECKSUM + 8 ? (byte) ' ' : block[i];
      unsigned += b & 0xff;
      signed += b;
    }
    long written = number(CHECKSUM, 8);
    if (written != unsigned && written != signed) {
      throw new IOException("the layer is no tar archive, or a damaged one (header checksum)");
    }
  }

  char type() {
    return (char) (block[156] & 0xff);
  }

  String name() {
    String name = text(0, 100);
    return isPosix() && block[PREFIX] != 0 ? text(PREFIX, 155) + "/" + name : name;
  }

  String link() {
    return text(157, 100);
  }

  int mode() throws IOException {
    return (int) (number(100, 8) & 07777);
  }

  long size() throws IOException {
    return number(124, 12);
  }

  long modifiedSeconds() throws IOException {
    return number(136, 12);
  }

  /** Size of an old GNU sparse file, holes included. */
  long realSize() throws IOException {
    return number(483, 12);
  }

  /** Reads the part of an old GNU sparse map that is in the header; whether more follows. */
  boolean sparseMap(Extents extents) throws IOException {
    return sparse(extents, GNU_SPARSE, 4, 482);
  }

  /** Reads the continuation of such a map; whether more follows. */
  boolean moreSparseMap(Extents extents) throws IOException {
    return sparse(extents, 0, 21, 504);
  }

  private boolean sparse(Extents extents, int at, int count, int more) throws IOException {
    for (int i = 0; i < count && block[at + 24 * i] != 0; i++) {
      extents.add(number(at + 24 * i, 12), number(at + 24 * i + 12, 12));
    }
    return block[more] != 0;
  }

  private boolean isPosix() {
    return block[MAGIC] == 'u' && block[MAGIC + 4] == 'r' && block[MAGIC + 5] == 0;
  }

  private String text(int from, int length) {
    int end = from;
    while (end < from + length && block[end] != 0) {
      end++;
    }
    return new String(block, from, end - from, StandardCharsets.UTF_8);
  }

  /** Octal digits, or binary where the first bit is set. */
  private long number(int from, int length) throws IOException {
    if ((block[from] & 0x80) != 0) {
      return binary(from, length);
    }
    long value = 0;
    int i = from;
    while (i < from + length && block[i] == ' ') {
      i++;
    }
    for (; i < from + length && block[i] != 0 && block[i] != ' '; i++) {
      if (block[i] < '0' || block[i] > '7') {
        throw new IOException("the layer is no tar archive, or a damaged one (a number in octal)");
      }
      value = value << 3 | (block[i] - '0');
    }
    return value;
  }

  private long binary(int from, int length) throws IOException {
    boolean negative = (block[from] & 0x40) != 0;
    long value = negative ? -1 : 0;
    for (int i = from; i < from + length; i++) {
      int bits = i == from ? (block[i] & 0x3f) | (negative ? 0xc0 : 0) : block[i] & 0xff;
      long shifted = value << 8 | bits;
      if (shifted >> 8 != value) {
        throw new IOException("the layer is no tar archive, or a damaged one (a number too large)");
      }
      value = shifted;
    }
    return value;
  }
}
