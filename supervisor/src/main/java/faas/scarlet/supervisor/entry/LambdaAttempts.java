package faas.scarlet.supervisor.entry;

import faas.scarlet.model.event.Event;
import faas.scarlet.model.event.ObjectCreated;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.attempt.AlreadyRunningException;
import faas.scarlet.supervisor.attempt.Attempt;
import faas.scarlet.supervisor.attempt.Recipient;
import faas.scarlet.supervisor.lambda.TimeLeft;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The attempts of one invocation of Lambda, which share its time.
 *
 * @param request id of the invocation
 */
record LambdaAttempts(Supervisor supervisor, Function function, String request, TimeLeft time) {
  private static final System.Logger LOG = System.getLogger("scarlet.supervisor");
  private static final String S3 = "aws:s3";

  /** The same for a part of the invocation, whose attempts have names of their own. */
  LambdaAttempts of(String suffix) {
    return new LambdaAttempts(supervisor, function, request + suffix, time);
  }

  /**
   * Those that are work. S3 refuses rules that overlap, so it tells of more files than a function's
   * inputs take: by prefix, by size, or between two inputs whose rules had to be joined.
   */
  List<Event> wanted(List<Event> events) {
    return events.stream().filter(this::isWanted).toList();
  }

  private boolean isWanted(Event event) {
    var inputs = function.spec().input();
    boolean isWanted =
        !(event instanceof ObjectCreated created)
            || !created.source().equals(S3)
            || inputs.isEmpty()
            || inputs.stream()
                .anyMatch(input -> input.accepts(created.bucket(), created.key(), created.size()));
    if (!isWanted) {
      LOG.log(Level.INFO, "event=not-an-input id={0}", request);
    }
    return isWanted;
  }

  /** One after the other; those for which no time is left are not begun. */
  List<AttemptResult> all(List<Event> events) throws AlreadyRunningException {
    var results = new ArrayList<AttemptResult>();
    for (int i = 0; i < events.size(); i++) {
      String id = events.size() == 1 ? request : request + "-" + i;
      results.add(one(events.get(i), id, Recipient.NOBODY));
    }
    return results;
  }

  AttemptResult one(Event event, String id, Recipient recipient) throws AlreadyRunningException {
    return one(
        new Attempt(id, 1, function, event, time.stop(), time.end(), Optional.empty()), recipient);
  }

  AttemptResult one(Attempt attempt, Recipient recipient) throws AlreadyRunningException {
    if (!Instant.now().isBefore(time.stop())) {
      return AttemptResult.timedOut(
          "not begun: the time of the invocation was over; raise the timeout, or send fewer records"
              + " at once",
          "");
    }
    var result = supervisor.handle(attempt, recipient);
    boolean brokenOff = !result.succeeded() && !Instant.now().isBefore(time.end());
    return brokenOff && result.reason() != Reason.TIMED_OUT
        ? AttemptResult.timedOut(
            "the time of the invocation was over before the attempt had ended (%s); raise the timeout"
                .formatted(result.message()),
            result.logTail())
        : result;
  }
}
