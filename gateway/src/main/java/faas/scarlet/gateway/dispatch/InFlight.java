package faas.scarlet.gateway.dispatch;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The attempts that this gateway has under way, each in a thread of its own. */
final class InFlight {
  private final ConcurrentMap<UUID, Thread> threads = new ConcurrentHashMap<>();

  void start(UUID invocation, Runnable attempt) {
    var thread =
        Thread.ofVirtual()
            .name("attempt " + invocation)
            .unstarted(
                () -> {
                  try {
                    attempt.run();
                  } finally {
                    threads.remove(invocation, Thread.currentThread());
                  }
                });
    threads.put(invocation, thread);
    thread.start();
  }

  Set<UUID> invocations() {
    return Set.copyOf(threads.keySet());
  }

  /** Waits until all have ended, for so long at the most; those that have not are interrupted. */
  void finish(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    for (Thread thread : threads.values()) {
      thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
    threads.values().forEach(Thread::interrupt);
  }
}
