package faas.scarlet.cli.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Kills parts and starts them again, in another order each round and two at once where it comes so.
 * How quickly the next is killed depends on how quickly parts come back, so that a slow machine
 * sees as many kills for its work as a quick one.
 */
final class Killer {
  private static final int SHORTEST_PAUSE_MILLIS = 300;
  private static final int LONGEST_PAUSE_MILLIS = 2_000;
  private static final int LONGEST_ABSENCE_MILLIS = 1_500;
  private static final int AWAY_AT_ONCE = 2;

  private final List<Part> parts;
  private final Random random;
  private final Semaphore mayBeAway = new Semaphore(AWAY_AT_ONCE);
  private final Map<Part, Thread> restarts = new ConcurrentHashMap<>();
  private final Map<String, Integer> kills = new TreeMap<>();
  private final AtomicInteger rounds = new AtomicInteger();
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

  /** How often every part has been killed. */
  int rounds() {
    checkAllAreBack();
    return rounds.get();
  }

  /** Returns when every part is back. */
  void stop() throws InterruptedException {
    closed = true;
    thread.join();
    for (Thread restart : restarts.values()) {
      restart.join();
    }
    checkAllAreBack();
  }

  /** How often each part was killed. */
  Map<String, Integer> kills() {
    return kills;
  }

  private void checkAllAreBack() {
    if (failure.get() != null) {
      throw new AssertionError("a part does not come back", failure.get());
    }
  }

  private void run() {
    try {
      while (!closed) {
        var order = new ArrayList<>(parts);
        Collections.shuffle(order, random);
        for (Part part : order) {
          Thread.sleep(random.nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
          mayBeAway.acquire();
          if (closed || failure.get() != null) {
            return;
          }
          kill(part, random.nextInt(LONGEST_ABSENCE_MILLIS));
        }
        rounds.incrementAndGet();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void kill(Part part, int absence) throws IOException, InterruptedException {
    var before = restarts.get(part);
    if (before != null) {
      before.join();
    }
    part.kill();
    kills.merge(part.name(), 1, Integer::sum);
    var restart = Thread.ofVirtual().unstarted(() -> bringBack(part, absence));
    restarts.put(part, restart);
    restart.start();
  }

  private void bringBack(Part part, int absence) {
    try {
      Thread.sleep(absence);
      part.restart();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      failure.compareAndSet(null, e);
    } finally {
      mayBeAway.release();
    }
  }
}
