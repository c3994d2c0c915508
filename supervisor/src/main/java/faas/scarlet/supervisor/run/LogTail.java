package faas.scarlet.supervisor.run;

import faas.scarlet.supervisor.attempt.Recipient;
import java.nio.charset.StandardCharsets;

/** Keeps the last of what a script prints, however much that is. */
public final class LogTail {
  /** How many bytes are kept. */
  public static final int SIZE = 64 * 1024;

  private final Recipient recipient;
  private final byte[] ring = new byte[SIZE];
  private long written;

  /** Also passes all of it on, as it comes. */
  public LogTail(Recipient recipient) {
    this.recipient = recipient;
  }

  void add(byte[] bytes, int length) {
    recipient.printed(bytes, length);
    keep(bytes, length);
  }

  private synchronized void keep(byte[] bytes, int length) {
    for (int from = Math.max(0, length - SIZE); from < length; ) {
      int at = (int) ((written + from) % SIZE);
      int n = Math.min(length - from, SIZE - at);
      System.arraycopy(bytes, from, ring, at, n);
      from += n;
    }
    written += length;
  }

  /** Adds a line of the supervisor's own, for the user's eyes. */
  public void note(String line) {
    recipient.noted(line);
    byte[] bytes = noted(line);
    keep(bytes, bytes.length);
  }

  /** A line of the supervisor's own as it stands in the log. */
  public static byte[] noted(String line) {
    return ("scarlet: " + line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** What is kept, as text; bytes that are no text are replaced. */
  public synchronized String text() {
    int kept = (int) Math.min(written, SIZE);
    int start = (int) ((written - kept) % SIZE);
    byte[] straight = new byte[kept];
    int first = Math.min(kept, SIZE - start);
    System.arraycopy(ring, start, straight, 0, first);
    System.arraycopy(ring, 0, straight, first, kept - first);
    // A database does not take the character 0 in a text.
    return new String(straight, StandardCharsets.UTF_8).replace('\0', '\ufffd');
  }
}
