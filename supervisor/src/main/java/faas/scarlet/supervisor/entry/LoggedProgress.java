package faas.scarlet.supervisor.entry;

import faas.scarlet.supervisor.image.PullProgress;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Says in the log how far a long pull is, every few seconds. */
final class LoggedProgress implements PullProgress {
  private static final System.Logger LOG = System.getLogger("scarlet.supervisor");
  private static final Duration PAUSE = Duration.ofSeconds(3);

  private long next = System.nanoTime() + PAUSE.toNanos();

  @Override
  public synchronized void pulled(String reference, long done, long total) {
    if (System.nanoTime() < next) {
      return;
    }
    next = System.nanoTime() + PAUSE.toNanos();
    LOG.log(
        Level.INFO,
        "event=pulling image={0} bytes={1} of={2}",
        reference,
        Long.toString(done),
        Long.toString(total));
  }
}
