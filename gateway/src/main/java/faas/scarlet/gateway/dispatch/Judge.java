package faas.scarlet.gateway.dispatch;

import faas.scarlet.gateway.ledger.Verdict;
import faas.scarlet.model.function.Retry;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Decides what follows an attempt, by the function's {@code retry}. */
final class Judge {
  private static final double JITTER = 0.2;

  private final RandomGenerator random;

  Judge(RandomGenerator random) {
    this.random = random;
  }

  /**
   * What becomes of the invocation.
   *
   * @param tries attempts since the invocation was asked for, the one that ended included
   */
  Verdict judge(Retry retry, int tries, AttemptResult result) {
    if (result.succeeded()) {
      return new Verdict.Succeeded();
    }
    var reason = Optional.ofNullable(result.reason()).orElse(Reason.SCRIPT_FAILED);
    String message = Optional.ofNullable(result.message()).orElse("");
    if (!reason.retried() || tries >= retry.attempts()) {
      return new Verdict.Dead(reason, message);
    }
    return new Verdict.Again(reason, message, jittered(retry.pauseAfter(tries)));
  }

  /** The attempt as it is recorded when nobody can say how it ended. */
  static AttemptResult lost(String message) {
    return AttemptResult.failed(Reason.SUPERVISOR_LOST, message);
  }

  /** A fifth more or less, so that what failed together is not tried again together. */
  Duration jittered(Duration pause) {
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    return Duration.ofMillis((long) (pause.toMillis() * factor));
  }
}
