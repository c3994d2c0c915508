package faas.scarlet.cli;

import faas.scarlet.supervisor.image.PullProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** Shows how far a pull is, a few times a second at the most. */
final class PullReport implements PullProgress {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final double MEGA = 1e6;

  private final PrintStream terminal = System.err;
  private Instant next = Instant.now().plus(PAUSE);

  @Override
  public synchronized void pulled(String reference, long done, long total) {
    if (done < total && Instant.now().isBefore(next)) {
      return;
    }
    next = Instant.now().plus(PAUSE);
    terminal.printf("scarlet: pulling %s: %.1f of %.1f MB%n", reference, done / MEGA, total / MEGA);
  }
}
