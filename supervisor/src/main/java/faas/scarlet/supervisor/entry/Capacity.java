package faas.scarlet.supervisor.entry;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many attempts may run at once, and whether there is to be another. */
final class Capacity {
  private final Semaphore free;
  private final int all;
  private volatile boolean closed;

  Capacity(int attempts) {
    this.free = new Semaphore(attempts);
    this.all = attempts;
  }

  /** Takes a place, to be given back; false where there is none. */
  boolean take() {
    return !closed && free.tryAcquire();
  }

  void giveBack() {
    free.release();
  }

  /** Whether work is still taken. */
  boolean isOpen() {
    return !closed;
  }

  /** Takes no more work and waits for what runs; false where the limit passes first. */
  boolean drain(Duration limit) throws InterruptedException {
    closed = true;
    return free.tryAcquire(all, limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
