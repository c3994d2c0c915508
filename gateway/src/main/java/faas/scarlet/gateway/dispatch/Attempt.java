package faas.scarlet.gateway.dispatch;

import faas.scarlet.gateway.Quoted;
import faas.scarlet.gateway.catalogue.CataloguedFunction;
import faas.scarlet.gateway.dispatch.target.Answer;
import faas.scarlet.gateway.dispatch.target.Target;
import faas.scarlet.gateway.ledger.Claim;
import faas.scarlet.model.outcome.AttemptResult;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** One attempt at the target, from the first asking to its end. */
@Singleton
class Attempt {
  private static final Logger LOG = Logger.getLogger(Attempt.class);
  private static final Duration WHILE_UNDER_WAY = Duration.ofSeconds(1);

  private final Judge judge;

  Attempt(Judge judge) {
    this.judge = judge;
  }

  /**
   * Asks until the target carries the attempt out.
   *
   * @return absent where it had no room for long: then there was no attempt
   */
  Optional<AttemptResult> carryOut(Target target, CataloguedFunction function, Claim claim)
      throws InterruptedException {
    var lease = claim.lease();
    LOG.infof(
        "attempt started id=%s function=%s key=%s attempt=%d target=%s",
        lease.invocation(),
        function.function().id(),
        Quoted.key(claim.key()),
        lease.attempt(),
        target.name());
    var patience = new Patience();
    long end = System.nanoTime() + function.function().spec().timeLimit().toNanos();
    while (true) {
      switch (target.attempt(function, lease.invocation(), lease.attempt(), claim.event())) {
        case Answer.Ended(var result) -> {
          return Optional.of(result);
        }
        case Answer.Lost(var message) -> {
          return Optional.of(Judge.lost(message));
        }
        case Answer.NoRoom(_, var pause) -> {
          if (!patience.left()) {
            return Optional.empty();
          }
          Thread.sleep(judge.jittered(patience.pause(pause)));
        }
        case Answer.UnderWay() -> {
          if (System.nanoTime() > end) {
            return Optional.of(
                Judge.lost("the attempt was under way already and did not end in its time limit"));
          }
          Thread.sleep(WHILE_UNDER_WAY);
        }
      }
    }
  }
}
