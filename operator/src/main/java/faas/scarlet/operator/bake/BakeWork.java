package faas.scarlet.operator.bake;

import faas.scarlet.aws.AwsFault;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.operator.status.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Bakes beside the reconciliations: a look begins it or asks how far it is. Functions with the same
 * image wait for the same work.
 */
public final class BakeWork {
  private static final Logger LOG = Logger.getLogger(BakeWork.class);

  /** How long that an image is in the registry counts, before it is looked for again. */
  private static final Duration FRESH = Duration.ofMinutes(10);

  /** What nobody asks for any more is forgotten. */
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 5;

  private final Baker baker;
  private final Executor executor;
  private final Clock clock;
  private final Map<BakeTask, Entry> entries = new HashMap<>();
  private Consumer<FunctionId> listener = function -> {};

  /** An image, and who waits for it. */
  private static final class Entry {
    private final Set<FunctionId> waiting = new HashSet<>();
    private Progress progress = new Progress.Baking();
    private boolean isRunning;
    private int failures;
    private Instant due = Instant.MIN;
    private Instant asked = Instant.MIN;
  }

  /** The work is done by this executor. */
  public BakeWork(Baker baker, Executor executor, Clock clock) {
    this.baker = baker;
    this.executor = executor;
    this.clock = clock;
  }

  /** Is told of each function that waited for work that has come to an end. */
  synchronized void onEnd(Consumer<FunctionId> told) {
    listener = told;
  }

  /** How far it is; begins it where nobody has, or where it is to be looked at again. */
  Progress ask(BakeTask task, FunctionId function) {
    Entry entry;
    synchronized (this) {
      var now = clock.instant();
      entries.values().removeIf(old -> !old.isRunning && old.asked.isBefore(now.minus(FORGOTTEN)));
      entry = entries.computeIfAbsent(task, any -> new Entry());
      entry.asked = now;
      if (entry.isRunning || now.isBefore(entry.due)) {
        if (entry.isRunning) {
          entry.waiting.add(function);
        }
        return entry.progress;
      }
      entry.isRunning = true;
      entry.waiting.add(function);
    }
    executor.execute(() -> carryOut(task, entry));
    synchronized (this) {
      return entry.progress;
    }
  }

  private void carryOut(BakeTask task, Entry entry) {
    var progress = progress(task);
    Set<FunctionId> told;
    Consumer<FunctionId> whom;
    synchronized (this) {
      end(entry, progress);
      told = Set.copyOf(entry.waiting);
      entry.waiting.clear();
      whom = listener;
    }
    told.forEach(whom);
  }

  private void end(Entry entry, Progress progress) {
    entry.isRunning = false;
    if (progress instanceof Progress.Failed) {
      entry.due = clock.instant().plus(pause(entry.failures));
      entry.failures++;
      // What is there is not unmade by a registry that does not answer for a while.
      if (!(entry.progress instanceof Progress.Baked)) {
        entry.progress = progress;
      }
    } else {
      entry.due = clock.instant().plus(FRESH);
      entry.failures = 0;
      entry.progress = progress;
    }
  }

  private Progress progress(BakeTask task) {
    var start = clock.instant();
    try {
      String image = baker.bake(task);
      LOG.infof(
          "event=baked image=%s as=%s millis=%d",
          task.image(), image, Duration.between(start, clock.instant()).toMillis());
      return new Progress.Baked(image);
    } catch (AwsFault e) {
      return new Progress.Failed(e.why().reason(), String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      // Whatever it is, no function must stay at baking for ever.
      LOG.errorf(e, "event=baking-failed image=%s", task.image());
      return new Progress.Failed(Reason.BAKING_FAILED.label(), "unexpected: " + e);
    }
  }

  private static Duration pause(int failures) {
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
