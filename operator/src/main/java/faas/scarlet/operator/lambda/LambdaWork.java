package faas.scarlet.operator.lambda;

import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.LambdaBridge;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.operator.status.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Work on Lambda takes seconds, or minutes where AWS is slow; so it is done beside the
 * reconciliations, one task at a time for each function and place, and what came of it is kept for
 * the next look.
 */
public final class LambdaWork {
  private static final Logger LOG = Logger.getLogger(LambdaWork.class);

  /** How long that all is well counts, before AWS is asked again whether it still is. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 5;

  /** When to try again what waiting does not help against, but somebody may have cured at AWS. */
  private static final Duration STUBBORN = Duration.ofMinutes(10);

  private final LambdaBridge bridge;
  private final Executor executor;
  private final Clock clock;
  private final Map<Spot, Entry> entries = new HashMap<>();
  private Consumer<FunctionId> listener = function -> {};

  /** Whose work it is, and where. */
  record Spot(FunctionId function, Place place) {}

  /**
   * The last task of a spot.
   *
   * @param due when the same task is to be done again
   * @param failures one after the other, until now
   */
  private record Entry(
      Task task, boolean isRunning, Progress progress, Instant due, int failures) {}

  /** Tasks are done by this executor. */
  public LambdaWork(LambdaBridge bridge, Executor executor, Clock clock) {
    this.bridge = bridge;
    this.executor = executor;
    this.clock = clock;
  }

  /** Is told of each function whose work has come to an end. */
  synchronized void onEnd(Consumer<FunctionId> told) {
    listener = told;
  }

  /** How far this task is; begins it where it is new, or to be done again. */
  synchronized Progress ask(Spot spot, Task task) {
    var known = entries.get(spot);
    if (known == null) {
      return begin(spot, new Entry(task, true, new Progress.UnderWay(), Instant.MAX, 0));
    }
    boolean isSame = known.task().equals(task);
    if (known.isRunning()) {
      return isSame ? known.progress() : new Progress.UnderWay();
    }
    if (!isSame) {
      return begin(spot, new Entry(task, true, new Progress.UnderWay(), Instant.MAX, 0));
    }
    return clock.instant().isBefore(known.due())
        ? known.progress()
        : begin(spot, new Entry(task, true, known.progress(), Instant.MAX, known.failures()));
  }

  /** Nothing is to be asked of this function any more. */
  synchronized void forget(FunctionId function) {
    entries.keySet().removeIf(spot -> spot.function().equals(function));
  }

  private Progress begin(Spot spot, Entry begun) {
    entries.put(spot, begun);
    executor.execute(() -> carryOut(spot, begun));
    return entries.getOrDefault(spot, begun).progress();
  }

  private void carryOut(Spot spot, Entry begun) {
    var ended = ended(spot, begun);
    Consumer<FunctionId> told;
    synchronized (this) {
      entries.replace(spot, begun, ended);
      told = listener;
    }
    told.accept(spot.function());
  }

  private Entry ended(Spot spot, Entry begun) {
    try {
      var progress = begun.task().carryOut(bridge);
      boolean isSettled =
          !(progress instanceof Progress.Deployed(var deployment)) || deployment.ready();
      return new Entry(
          begun.task(), false, progress, clock.instant().plus(isSettled ? FRESH : FIRST_PAUSE), 0);
    } catch (AwsFault e) {
      return failed(begun, e.why().reason(), String.valueOf(e.getMessage()), e.why().passing());
    } catch (RuntimeException | Error e) {
      // Whatever it is, the function must not stay under way for ever.
      LOG.errorf(e, "event=lambda-work-failed function=%s place=%s", spot.function(), spot.place());
      return failed(begun, Reason.APPLY_FAILED.label(), "unexpected: " + e, true);
    }
  }

  private Entry failed(Entry begun, String reason, String message, boolean isPassing) {
    var pause = isPassing ? pause(begun.failures()) : STUBBORN;
    return new Entry(
        begun.task(),
        false,
        new Progress.Failed(reason, message),
        clock.instant().plus(pause),
        begun.failures() + 1);
  }

  private static Duration pause(int failures) {
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
