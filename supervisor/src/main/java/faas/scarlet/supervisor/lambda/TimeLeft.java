package faas.scarlet.supervisor.lambda;

import java.time.Duration;
import java.time.Instant;

/**
 * How the time of an invocation is divided, so that a failure is told before Lambda cuts it off.
 *
 * @param stop when the script is asked to end
 * @param end when the attempt is broken off, wherever it is
 * @param tell when Lambda is told at the latest, whatever goes on
 */
public record TimeLeft(Instant stop, Instant end, Instant tell) {
  private static final Duration LEAST = Duration.ofMillis(200);
  private static final Duration LONGEST_END = Duration.ofSeconds(2);
  private static final Duration LONGEST_GRACE = Duration.ofSeconds(5);

  /** A tenth of the time for the script to end, a twentieth to clean up and tell; within bounds. */
  static TimeLeft of(Instant now, Instant deadline) {
    var left = Duration.between(now, deadline);
    var ending = between(left.dividedBy(20), LONGEST_END);
    var end = deadline.minus(ending);
    return new TimeLeft(
        end.minus(between(left.dividedBy(10), LONGEST_GRACE)),
        end,
        deadline.minus(ending.dividedBy(4)));
  }

  private static Duration between(Duration share, Duration most) {
    if (share.compareTo(LEAST) < 0) {
      return LEAST;
    }
    return share.compareTo(most) > 0 ? most : share;
  }
}
