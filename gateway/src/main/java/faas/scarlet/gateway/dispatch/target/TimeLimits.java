package faas.scarlet.gateway.dispatch.target;

import java.time.Duration;
import java.time.Instant;

/**
 * How long an attempt may take.
 *
 * @param deadline when its script is stopped at the latest
 * @param answer how long its result is waited for: the supervisor still has to stop the script,
 *     clean up and answer, and before it begins, the platform may have to start it
 */
record TimeLimits(Instant deadline, Duration answer) {
  private static final Duration MARGIN = Duration.ofSeconds(60);

  static TimeLimits from(Duration timeLimit) {
    return new TimeLimits(Instant.now().plus(timeLimit), timeLimit.plus(MARGIN));
  }
}
