package faas.scarlet.supervisor.run;

import java.io.ByteArrayOutputStream;

/** Cuts a stream of bytes into lines; a line that is too long is cut as well. */
final class LineSplitter {
  private static final int LONGEST = 16 * 1024;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final String id;
  private final ScriptLog log;

  LineSplitter(String id, ScriptLog log) {
    this.id = id;
    this.log = log;
  }

  void add(byte[] bytes, int length) {
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        line.write(bytes, start, i - start);
        flush();
        start = i + 1;
      } else if (line.size() + i - start >= LONGEST) {
        line.write(bytes, start, i - start);
        flush();
        start = i;
      }
    }
    line.write(bytes, start, length - start);
  }

  /** Passes on the last line, which has no end. */
  void end() {
    if (line.size() > 0) {
      flush();
    }
  }

  private void flush() {
    log.line(id, line.toByteArray());
    line.reset();
  }
}
