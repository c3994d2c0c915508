package faas.scarlet.cli.gateway;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Shows how far a job of many parts is: on a terminal in one line that changes, elsewhere in a line
 * now and then.
 */
public final class Progress {
  private static final Duration SELDOM = Duration.ofSeconds(5);
  private static final Duration OFTEN = Duration.ofMillis(200);

  private final String what;
  private final long total;
  private final PrintStream out;
  private final boolean terminal;
  private final long begun = System.nanoTime();
  private long shown;

  /**
   * Begins now.
   *
   * @param what is done with the parts, as in {@code put}
   */
  public Progress(String what, long total, PrintStream out) {
    this.what = what;
    this.total = total;
    this.out = out;
    this.terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  /** So many parts are done; shown unless it was shown a moment ago. */
  public void show(long done, String more) {
    long now = System.nanoTime();
    if (total < 2 || (shown != 0 && now - shown < (terminal ? OFTEN : SELDOM).toNanos())) {
      return;
    }
    shown = now;
    String line = "scarlet: " + line(done, more, Duration.ofNanos(now - begun));
    out.print(terminal ? "\r\033[K" + line : line + System.lineSeparator());
    out.flush();
  }

  /** No more is shown. */
  public void end(String summary) {
    out.println((terminal && shown != 0 ? "\r\033[K" : "") + "scarlet: " + summary);
  }

  String line(long done, String more, Duration elapsed) {
    return "%s %,d of %,d%s%s"
        .formatted(what, done, total, more.isEmpty() ? "" : ", " + more, left(done, elapsed));
  }

  private String left(long done, Duration elapsed) {
    if (done == 0 || done >= total) {
      return "";
    }
    long seconds = Math.round(elapsed.toMillis() / 1000.0 / done * (total - done));
    return seconds < 60
        ? ", about %d s left".formatted(Math.max(1, seconds))
        : String.format(Locale.ROOT, ", about %d min left", Math.round(seconds / 60.0));
  }
}
