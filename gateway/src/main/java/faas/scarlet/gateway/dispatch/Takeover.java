package faas.scarlet.gateway.dispatch;

import static java.util.stream.Collectors.toMap;

import faas.scarlet.gateway.Quoted;
import faas.scarlet.gateway.Settings;
import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.ledger.Expiry;
import faas.scarlet.gateway.ledger.Overdue;
import faas.scarlet.gateway.ledger.Settlements;
import faas.scarlet.gateway.ledger.Verdict;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Retry;
import faas.scarlet.model.function.Span;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.Reason;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Ends what time has run out for, whichever gateway began it. */
@Singleton
class Takeover {
  private static final Logger LOG = Logger.getLogger(Takeover.class);
  private static final Duration LONGEST_OWN_PAUSE = Duration.ofMinutes(1);

  private final Dispatcher dispatcher;
  private final Catalogue catalogue;
  private final Expiry expiry;
  private final Settlements settlements;
  private final Judge judge;
  private final Duration lease;

  Takeover(
      Settings settings,
      Dispatcher dispatcher,
      Catalogue catalogue,
      Expiry expiry,
      Settlements settlements,
      Judge judge) {
    this.dispatcher = dispatcher;
    this.catalogue = catalogue;
    this.expiry = expiry;
    this.settlements = settlements;
    this.judge = judge;
    lease = settings.lease();
  }

  /** Attempts whose gateway went silent count as lost, but for those that go on without it. */
  void overdue() {
    for (Overdue overdue : expiry.overdue(lease)) {
      if (dispatcher.resume(overdue)) {
        continue;
      }
      var lost = overdue.lease();
      var result = Judge.lost("the gateway that had it carried out went away");
      var verdict = verdict(overdue, result);
      if (settlements.takeOver(overdue, result, verdict)) {
        LOG.warnf(
            "attempt taken over id=%s function=%s key=%s attempt=%d state=Failed reason=SupervisorLost next=%s",
            lost.invocation(),
            overdue.function(),
            Quoted.key(overdue.key()),
            lost.attempt(),
            Recorder.next(verdict));
      }
    }
  }

  /** What waited longer than its function allows is given up, unless the function is suspended. */
  void tooOld() {
    var maxAges =
        byUid(
            catalogue.functions().stream()
                .map(catalogued -> catalogued.function())
                .filter(function -> !function.spec().suspended()),
            Retry::maxAge);
    for (var dead : expiry.giveUpOlderThan(maxAges)) {
      LOG.warnf(
          "invocation given up id=%s function=%s key=%s state=Dead reason=TooOld",
          dead.invocation(), dead.function(), Quoted.key(dead.key()));
    }
  }

  /** What waits for a pause that is longer than any is freed: the clock was set back. */
  void stuck() {
    var pauses = byUid(catalogue.functions().stream().map(c -> c.function()), Retry::maxBackoff);
    pauses.replaceAll((_, pause) -> pause.multipliedBy(2).plus(LONGEST_OWN_PAUSE));
    expiry.hasten(pauses);
  }

  private static Map<String, Duration> byUid(
      Stream<Function> functions, java.util.function.Function<Retry, String> time) {
    return functions.collect(
        toMap(Function::uid, f -> Span.parse(time.apply(f.spec().retry())), (a, _) -> a));
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
