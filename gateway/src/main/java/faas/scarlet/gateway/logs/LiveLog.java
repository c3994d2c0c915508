package faas.scarlet.gateway.logs;

import faas.scarlet.gateway.ledger.AttemptLog;
import java.util.Optional;

/** The log of an attempt under way; of a long one the last of it. */
final class LiveLog {
  private static final int KEPT = 64 * 1024;

  private final int attempt;
  private final StringBuilder tail = new StringBuilder();
  private long end;
  private long told;

  LiveLog(int attempt) {
    this.attempt = attempt;
  }

  synchronized void add(String text) {
    tail.append(text);
    end += text.length();
    if (tail.length() > 2 * KEPT) {
      tail.delete(0, tail.length() - KEPT);
    }
  }

  /** All that is kept of it, where there is more than at the last call. */
  synchronized Optional<AttemptLog> news() {
    if (told == end) {
      return Optional.empty();
    }
    told = end;
    return Optional.of(new AttemptLog(attempt, kept(), end, true));
  }

  /** Never begins with the second half of a character, which a database would not take. */
  private String kept() {
    int start = Math.max(0, tail.length() - KEPT);
    boolean half = start > 0 && Character.isLowSurrogate(tail.charAt(start));
    return tail.substring(half ? start + 1 : start);
  }

  /** Whether somebody was told of it. */
  synchronized boolean wasTold() {
    return told > 0;
  }
}
