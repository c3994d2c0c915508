package faas.scarlet.gateway;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Repeats a task in a thread of its own, with a pause between two runs that {@link #wake} ends
 * early. A failure is logged once, when it begins, and the task goes on being tried.
 */
public final class Periodic implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Periodic.class);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

  private final String name;
  private final Supplier<Duration> interval;
  private final Duration rest;
  private final Runnable task;
  private final Semaphore wakes = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  /** Does nothing before {@link #start}. */
  public Periodic(String name, Duration interval, Runnable task) {
    this(name, interval, Duration.ZERO, task);
  }

  /** The same where the pause is another one each time. */
  public Periodic(String name, Supplier<Duration> interval, Runnable task) {
    this(name, interval, Duration.ZERO, task);
  }

  /**
   * The same for a task that is woken very often.
   *
   * @param rest pause after each run that nothing ends early, so that many wakes become one run
   */
  public Periodic(String name, Duration interval, Duration rest, Runnable task) {
    this(name, () -> interval, rest, task);
  }

  private Periodic(String name, Supplier<Duration> interval, Duration rest, Runnable task) {
    this.name = name;
    this.interval = interval;
    this.rest = rest;
    this.task = task;
    thread = Thread.ofVirtual().name(name).unstarted(this::loop);
  }

  /** Runs the task now, and then again and again. */
  public Periodic start() {
    thread.start();
    return this;
  }

  /** Has the task run again without waiting; many calls during one run make one more run. */
  public void wake() {
    wakes.release();
  }

  /** Stops after the run under way, which is interrupted after a few seconds. */
  @Override
  public void close() {
    closed = true;
    wake();
    try {
      if (!thread.join(LONGEST_STOP)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    boolean failing = false;
    while (!closed) {
      failing = !succeeds(failing);
      try {
        Thread.sleep(rest);
        if (wakes.tryAcquire(interval.get().toNanos(), TimeUnit.NANOSECONDS)) {
          wakes.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private boolean succeeds(boolean failing) {
    try {
      task.run();
      if (failing) {
        LOG.infof("task works again task=%s", name);
      }
      return true;
    } catch (RuntimeException e) {
      // what it needs may go before it does, when all stops
      if (!failing && !closed) {
        LOG.warnf(
            "task fails, is tried again task=%s error=%s", name, Quoted.of(String.valueOf(e)));
        LOG.debug("task failure", e);
      }
      return false;
    }
  }
}
