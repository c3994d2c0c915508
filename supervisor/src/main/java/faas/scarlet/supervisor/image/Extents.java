package faas.scarlet.supervisor.image;

import java.io.IOException;
import java.util.Arrays;

/** Where the bytes of a file stand that may have holes: pairs of offset and length, ascending. */
final class Extents {
  private static final int MOST = 1 << 20;

  private long[] pairs = new long[8];
  private int length;
  private long stored;

  /** Of a file without holes. */
  static Extents whole(long size) {
    var whole = new Extents();
    whole.pairs[1] = size;
    whole.length = 2;
    whole.stored = size;
    return whole;
  }

  /** Adds the next one. */
  void add(long offset, long size) throws IOException {
    long end = length == 0 ? 0 : pairs[length - 2] + pairs[length - 1];
    if (offset < end || size < 0 || offset + size < offset || length / 2 >= MOST) {
      throw new IOException("a sparse file's map is not valid");
    }
    if (size == 0) {
      return;
    }
    if (length == pairs.length) {
      pairs = Arrays.copyOf(pairs, 2 * length);
    }
    pairs[length++] = offset;
    pairs[length++] = size;
    stored += size;
  }

  int count() {
    return length / 2;
  }

  long offset(int index) {
    return pairs[2 * index];
  }

  long size(int index) {
    return pairs[2 * index + 1];
  }

  /** Bytes in all of them. */
  long stored() {
    return stored;
  }

  /** Compares with what the archive holds and what the file is to be. */
  void check(long content, long fileSize) throws IOException {
    long end = length == 0 ? 0 : pairs[length - 2] + pairs[length - 1];
    if (stored != content || end > fileSize) {
      throw new IOException("a sparse file's map does not fit its content");
    }
  }
}
