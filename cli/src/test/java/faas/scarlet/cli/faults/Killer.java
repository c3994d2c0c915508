package faas.scarlet.cli.faults;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Kills parts at random and starts them again, several at once where it comes so. */
final class Killer {
  private static final int SHORTEST_PAUSE_MILLIS = 300;
  private static final int LONGEST_PAUSE_MILLIS = 2_000;
  private static final int LONGEST_ABSENCE_MILLIS = 1_500;

  private final List<Part> parts;
  private final Random random;
  private final Map<Part, Thread> restarts = new ConcurrentHashMap<>();
  private final Map<String, Integer> kills = new TreeMap<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Thread thread = Thread.ofVirtual().unstarted(this::run);
  private volatile boolean closed;

  Killer(List<? extends Part> parts, Random random) {
    this.parts = List.copyOf(parts);
    this.random = random;
  }

  void start() {
    thread.start();
  }

  /** Returns when every part is back. */
  void stop() throws InterruptedException {
    closed = true;
    thread.join();
    for (Thread restart : restarts.values()) {
      restart.join();
    }
    if (failure.get() != null) {
      throw new AssertionError("a part does not come back", failure.get());
    }
  }

  /** How often each part was killed. */
  Map<String, Integer> kills() {
    return kills;
  }

  private void run() {
    try {
      while (!closed && failure.get() == null) {
        Thread.sleep(random.nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
        var part = parts.get(random.nextInt(parts.size()));
        if (!restarts.containsKey(part)) {
          kill(part, random.nextInt(LONGEST_ABSENCE_MILLIS));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void kill(Part part, int absence) throws IOException, InterruptedException {
    part.kill();
    kills.merge(part.name(), 1, Integer::sum);
    var restart =
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  try {
                    Thread.sleep(absence);
                    part.restart();
                    restarts.remove(part);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  } catch (IOException | RuntimeException e) {
                    failure.compareAndSet(null, e);
                  }
                });
    restarts.put(part, restart);
    restart.start();
  }
}
