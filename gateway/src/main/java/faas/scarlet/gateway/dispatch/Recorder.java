package faas.scarlet.gateway.dispatch;

import faas.scarlet.gateway.Metrics;
import faas.scarlet.gateway.Quoted;
import faas.scarlet.gateway.Settings;
import faas.scarlet.gateway.ledger.Claim;
import faas.scarlet.gateway.ledger.LedgerException;
import faas.scarlet.gateway.ledger.Names;
import faas.scarlet.gateway.ledger.Settlements;
import faas.scarlet.gateway.ledger.Verdict;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.outcome.AttemptResult;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** Writes the ends of attempts into the ledger, and one line of each into the log. */
@Singleton
class Recorder {
  private static final Logger LOG = Logger.getLogger(Recorder.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Settlements settlements;
  private final Judge judge;
  private final Metrics metrics;
  private final Duration lease;

  Recorder(Settings settings, Settlements settlements, Judge judge, Metrics metrics) {
    this.settlements = settlements;
    this.judge = judge;
    this.metrics = metrics;
    lease = settings.lease();
  }

  /**
   * The attempt ended.
   *
   * @param took from the claim to the end
   * @param result absent where the target had no room, so that it was no attempt
   * @return whether the ledger has a result now that it got from here
   */
  boolean record(Function function, Claim claim, Duration took, Optional<AttemptResult> result)
      throws InterruptedException {
    if (result.isPresent()) {
      return ended(function, claim, took, result.get());
    }
    noRoom(function, claim);
    return false;
  }

  private boolean ended(Function function, Claim claim, Duration took, AttemptResult result)
      throws InterruptedException {
    var lease = claim.lease();
    var verdict = judge.judge(function.spec().retry(), claim.tries(), result);
    boolean kept = insist(() -> settlements.settle(lease, result, verdict));
    metrics.attemptEnded(function.id(), claim.target(), result);
    LOG.infof(
        "attempt ended id=%s function=%s key=%s attempt=%d state=%s reason=%s exit=%s ms=%d next=%s%s",
        lease.invocation(),
        function.id(),
        Quoted.key(claim.key()),
        lease.attempt(),
        Names.of(result.state()),
        Optional.ofNullable(result.reason()).map(Names::of).orElse("-"),
        Optional.ofNullable(result.exitCode()).map(String::valueOf).orElse("-"),
        took.toMillis(),
        next(verdict),
        kept ? "" : " recorded=false cause=lease-lost");
    return kept;
  }

  private void noRoom(Function function, Claim claim) throws InterruptedException {
    var lease = claim.lease();
    insist(
        () ->
            settlements.release(
                lease, "target " + claim.target() + " has no room", judge.jittered(PAUSE)));
    LOG.infof(
        "attempt put off id=%s function=%s key=%s attempt=%d reason=Throttled",
        lease.invocation(), function.id(), Quoted.key(claim.key()), lease.attempt());
  }

  static String next(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Succeeded() -> "Succeeded";
      case Verdict.Again(_, _, var pause) -> "Pending in-ms=" + pause.toMillis();
      case Verdict.Dead(_, _) -> "Dead";
    };
  }

  /**
   * Tries as long as the lease may hold: a result is too good to be lost to a short absence of the
   * database.
   *
   * @return false where the ledger did not take it, because the lease was lost or it is away
   */
  private boolean insist(BooleanSupplier write) throws InterruptedException {
    long end = System.nanoTime() + lease.toNanos();
    while (true) {
      try {
        return write.getAsBoolean();
      } catch (LedgerException e) {
        if (System.nanoTime() > end) {
          return false;
        }
        Thread.sleep(PAUSE);
      }
    }
  }
}
