package faas.scarlet.model.burst;

import faas.scarlet.model.function.Placement;
import faas.scarlet.model.function.Span;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code placement.burst}. Work overflows from when the oldest of the queue has waited
 * too long, or the queue is too long, until the queue is empty: what began for one file too many
 * does not end and begin with each file.
 *
 * @param pendingFor how long work may wait before it overflows
 * @param queueLength how much may wait before it overflows; absent: any number
 * @param maxConcurrency how many invocations may be on Lambda at once
 * @param maxPerDay how many may go there on one day (UTC); absent: any number
 */
public record BurstPolicy(
    Duration pendingFor, OptionalInt queueLength, int maxConcurrency, OptionalInt maxPerDay) {

  /** The policy that a manifest asks for, or would have by default. */
  public static BurstPolicy of(Placement placement) {
    var burst = Optional.ofNullable(placement.burst()).orElse(Placement.Burst.DEFAULT);
    return new BurstPolicy(
        Span.parse(burst.pendingFor()),
        optional(burst.queueLength()),
        burst.maxConcurrency(),
        optional(burst.maxInvocationsPerDay()));
  }

  /**
   * Why work overflows now; empty where it does not.
   *
   * @param overflowing whether it did until now
   */
  public Optional<String> overflows(Queue queue, boolean overflowing) {
    if (queue.length() == 0) {
      return Optional.empty();
    }
    if (queueLength.isPresent() && queue.length() >= queueLength.getAsInt()) {
      return Optional.of("placement.burst.queueLength: " + queueLength.getAsInt() + " wait");
    }
    if (queue.longestWait().compareTo(pendingFor) >= 0) {
      return Optional.of(
          "placement.burst.pendingFor: the oldest has waited for %d s"
              .formatted(queue.longestWait().toSeconds()));
    }
    return overflowing
        ? Optional.of("placement.burst: the queue has not been empty since work began to overflow")
        : Optional.empty();
  }

  /**
   * How many more may go to Lambda.
   *
   * @param there how many are there now
   * @param today how many have gone there since midnight (UTC)
   */
  public int room(int there, int today) {
    int room = maxConcurrency - there;
    return Math.max(0, maxPerDay.isPresent() ? Math.min(room, maxPerDay.getAsInt() - today) : room);
  }

  /** A longer queue need not be counted to its end. */
  public int mostCounted() {
    return queueLength.orElse(1);
  }

  private static OptionalInt optional(@Nullable Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
