package faas.scarlet.gateway.dispatch;

import static java.util.stream.Collectors.toMap;

import faas.scarlet.gateway.Quoted;
import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.ledger.Expiry;
import faas.scarlet.gateway.ledger.Overdue;
import faas.scarlet.gateway.ledger.Settlements;
import faas.scarlet.gateway.ledger.Verdict;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Span;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.Reason;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Ends what time has run out for, whichever gateway began it. */
@Singleton
class Takeover {
  private static final Logger LOG = Logger.getLogger(Takeover.class);

  private final Catalogue catalogue;
  private final Expiry expiry;
  private final Settlements settlements;
  private final Judge judge;

  Takeover(Catalogue catalogue, Expiry expiry, Settlements settlements, Judge judge) {
    this.catalogue = catalogue;
    this.expiry = expiry;
    this.settlements = settlements;
    this.judge = judge;
  }

  /** Attempts whose gateway went silent count as lost. */
  void overdue() {
    for (Overdue overdue : expiry.overdue()) {
      var lease = overdue.lease();
      var result = Judge.lost("the gateway that had it carried out went away");
      var verdict = verdict(overdue, result);
      if (settlements.takeOver(lease, result, verdict)) {
        LOG.warnf(
            "attempt taken over id=%s function=%s key=%s attempt=%d state=Failed reason=SupervisorLost next=%s",
            lease.invocation(),
            overdue.function(),
            Quoted.of(overdue.key()),
            lease.attempt(),
            Recorder.next(verdict));
      }
    }
  }

  /** What waited longer than its function allows is given up. */
  void tooOld() {
    var maxAges =
        catalogue.functions().stream()
            .map(catalogued -> catalogued.function())
            .collect(toMap(Function::uid, f -> Span.parse(f.spec().retry().maxAge()), (a, _) -> a));
    for (var dead : expiry.giveUpOlderThan(maxAges)) {
      LOG.warnf(
          "invocation given up id=%s function=%s key=%s state=Dead reason=TooOld",
          dead.invocation(), dead.function(), Quoted.of(dead.key()));
    }
  }

  /** A function that is gone has no rules any more: its work waits for its return. */
  private Verdict verdict(Overdue overdue, AttemptResult result) {
    return catalogue.functions().stream()
        .map(catalogued -> catalogued.function())
        .filter(function -> function.uid().equals(overdue.functionUid()))
        .findFirst()
        .map(function -> judge.judge(function.spec().retry(), overdue.tries(), result))
        .orElseGet(
            () -> new Verdict.Again(Reason.SUPERVISOR_LOST, "the function is gone", Duration.ZERO));
  }
}
