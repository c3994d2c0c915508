package faas.scarlet.supervisor.image;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An extended header: what is too long or too exact for a tar header (POSIX pax, GNU sparse). */
final class PaxRecords {
  /** No extended header came before the entry. */
  static final PaxRecords NONE = new PaxRecords(Map.of(), new Extents());

  private static final long NANOS = 1_000_000_000;

  private final Map<String, String> values;
  private final Extents extents;

  private PaxRecords(Map<String, String> values, Extents extents) {
    this.values = values;
    this.extents = extents;
  }

  /** Reads records of the form {@code length key=value\n}. */
  static PaxRecords parse(byte[] content) throws IOException {
    var values = new HashMap<String, String>();
    var extents = new Extents();
    int at = 0;
    while (at < content.length && content[at] != 0) {
      int space = at;
      while (space < content.length && content[space] != ' ') {
        space++;
      }
      long length = number(text(content, at, space));
      long end = at + length;
      if (space >= content.length || end > content.length || end <= space + 1) {
        throw invalid();
      }
      String record = text(content, space + 1, (int) end - 1);
      int equals = record.indexOf('=');
      if (equals <= 0) {
        throw invalid();
      }
      note(record.substring(0, equals), record.substring(equals + 1), values, extents);
      at = (int) end;
    }
    return new PaxRecords(values, extents);
  }

  private static void note(String key, String value, Map<String, String> values, Extents extents)
      throws IOException {
    // The oldest form of sparse files repeats these two, an offset and then its length.
    if (key.equals("GNU.sparse.numbytes")) {
      extents.add(number(values.getOrDefault("GNU.sparse.offset", "")), number(value));
    }
    values.put(key, value);
  }

  Optional<String> name() {
    return text("GNU.sparse.name").or(() -> text("path"));
  }

  Optional<String> link() {
    return text("linkpath");
  }

  long size(long otherwise) throws IOException {
    var size = text("size");
    return size.isEmpty() ? otherwise : number(size.get());
  }

  /** Nanoseconds since 1970. */
  long modified(long seconds) throws IOException {
    var time = text("mtime");
    try {
      var exact = time.isEmpty() ? BigDecimal.valueOf(seconds) : decimal(time.get());
      return exact.multiply(BigDecimal.valueOf(NANOS)).longValue();
    } catch (NumberFormatException e) {
      throw invalid();
    }
  }

  private static BigDecimal decimal(String text) throws IOException {
    if (text.length() > 40 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
      throw invalid();
    }
    return new BigDecimal(text);
  }

  /** Size of a sparse file, holes included; empty where the file is none. */
  Optional<Long> sparseSize() throws IOException {
    var size = text("GNU.sparse.realsize").or(() -> text("GNU.sparse.size"));
    return size.isEmpty() ? Optional.empty() : Optional.of(number(size.get()));
  }

  /** Whether the map of a sparse file stands before its content. */
  boolean mapIsInContent() {
    return text("GNU.sparse.major").equals(Optional.of("1"));
  }

  /** The map of a sparse file of the two older forms. */
  Extents extents() throws IOException {
    var map = text("GNU.sparse.map");
    if (map.isEmpty()) {
      return extents;
    }
    var listed = new Extents();
    String[] numbers = map.get().split(",", -1);
    for (int i = 0; i + 1 < numbers.length; i += 2) {
      listed.add(number(numbers[i]), number(numbers[i + 1]));
    }
    return listed;
  }

  /** A decimal number that is not negative. */
  static long number(String text) throws IOException {
    if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw invalid();
    }
    return Long.parseLong(text);
  }

  private Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key));
  }

  private static String text(byte[] content, int from, int to) {
    return new String(content, from, Math.max(0, to - from), StandardCharsets.UTF_8);
  }

  private static IOException invalid() {
    return new IOException("an extended tar header is not valid");
  }
}
