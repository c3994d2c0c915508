package faas.scarlet.cli.gateway;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/** Waits until a function has done so much more than before. */
public final class Waiting {
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final GatewayApi api;
  private final String function;
  private final Tally before;

  /** Takes note of how the function stands, before it gets its work. */
  public Waiting(GatewayApi api, String function) throws IOException, InterruptedException {
    this.api = api;
    this.function = function;
    this.before = tally();
  }

  /**
   * Waits for the ends of so many invocations.
   *
   * @param revived how many of them were at their end before, and are no more
   * @return whether all ended in time, and none dead
   */
  public boolean await(long invocations, long revived, Duration limit, PrintStream out)
      throws IOException, InterruptedException {
    var progress = new Progress("done", invocations, out);
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      var now = tally();
      long done = Math.min(invocations, now.ended() - before.ended() + revived);
      long dead = Math.max(0, now.dead() - before.dead() + revived);
      boolean late = System.nanoTime() > end;
      if (done >= invocations || late) {
        progress.end(
            "%,d of %,d done, %,d dead%s"
                .formatted(done, invocations, dead, late ? "; the time is up" : ""));
        return done >= invocations && dead == 0;
      }
      progress.show(done, "%,d dead, %,d running".formatted(dead, now.running()));
      Thread.sleep(PAUSE);
    }
  }

  private Tally tally() throws IOException, InterruptedException {
    return Tally.of(api.get("/api/functions/" + function));
  }
}
