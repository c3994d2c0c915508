package faas.scarlet.operator.reconcile;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Functions at rest are looked at a few at a time. After a start all of them are to be looked at,
 * in the order in which they came; a function that has changed would wait behind a thousand to
 * which nothing has happened.
 */
@Singleton
public class Turns {
  private static final int AT_ONCE = 4;

  /** Between two that had no turn and come again: so many more functions make no more work. */
  private static final Duration STEP = Duration.ofMillis(10);

  private final Semaphore free = new Semaphore(AT_ONCE);
  private final Clock clock;
  private Instant last = Instant.MIN;

  /** Times are this clock's. */
  public Turns(Clock clock) {
    this.clock = clock;
  }

  /** Until it is closed one less is free; empty where none is. */
  Optional<Turn> take() {
    return free.tryAcquire() ? Optional.of(free::release) : Optional.empty();
  }

  /** After how long the next one without a turn may ask again: each at a time of its own. */
  synchronized Duration again() {
    var now = clock.instant();
    last = (last.isBefore(now) ? now : last).plus(STEP);
    return Duration.between(now, last);
  }

  /** A look at a function. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }
}
