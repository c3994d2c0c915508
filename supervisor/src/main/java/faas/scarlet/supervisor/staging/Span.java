package faas.scarlet.supervisor.staging;

import java.util.List;
import java.util.stream.LongStream;

/**
 * A stretch of an object or file, in bytes.
 *
 * @param number its place among the others, from 1
 * @param end after its last byte
 */
record Span(int number, long start, long end) {
  private static final long USUAL = 16L << 20;
  private static final long MOST = 10_000;
  private static final long STEP = 1L << 20;

  /**
   * Cuts so many bytes into spans of at least 16 MiB, and into 10,000 at most, which is how many
   * parts S3 takes; at its largest object, 5 TiB, each is 525 MiB.
   */
  static List<Span> cut(long size) {
    long least = Math.ceilDiv(size, MOST);
    long length = Math.max(USUAL, Math.ceilDiv(least, STEP) * STEP);
    return LongStream.range(0, Math.ceilDiv(size, length))
        .mapToObj(i -> new Span((int) i + 1, i * length, Math.min(size, (i + 1) * length)))
        .toList();
  }

  long length() {
    return end - start;
  }
}
