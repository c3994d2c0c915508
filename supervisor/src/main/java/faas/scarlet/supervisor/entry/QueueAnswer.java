package faas.scarlet.supervisor.entry;

import faas.scarlet.model.Json;
import faas.scarlet.model.event.Bytes;
import faas.scarlet.model.event.Delivery;
import faas.scarlet.model.event.Events;
import faas.scarlet.model.event.InvalidEventException;
import faas.scarlet.model.event.QueueBatch;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.attempt.AlreadyRunningException;
import faas.scarlet.supervisor.lambda.LambdaAnswer;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says of each message of a queue whether it is done, so that only the others come again. */
final class QueueAnswer {
  private static final System.Logger LOG = System.getLogger("scarlet.supervisor");

  private QueueAnswer() {}

  /** An error where nothing succeeded: that is safe also where the queue is not asked for parts. */
  static LambdaAnswer of(QueueBatch batch, LambdaAttempts attempts) throws AlreadyRunningException {
    var failed = new ArrayList<Map<String, String>>();
    Optional<LambdaAnswer> first = Optional.empty();
    for (int i = 0; i < batch.messages().size(); i++) {
      var message = batch.messages().get(i);
      var failure = failure(message, attempts.of("-" + i));
      if (failure.isPresent()) {
        failed.add(Map.of("itemIdentifier", message.id()));
        first = first.or(() -> failure);
      }
    }
    return first.isPresent() && failed.size() == batch.messages().size()
        ? first.get()
        : LambdaHandler.response(Json.write(Map.of("batchItemFailures", failed)));
  }

  private static Optional<LambdaAnswer> failure(QueueBatch.Message message, LambdaAttempts attempts)
      throws AlreadyRunningException {
    try {
      var events = attempts.wanted(Events.read(Delivery.of(Bytes.of(message.body()))).events());
      List<AttemptResult> results = attempts.all(events);
      return results.stream().allMatch(AttemptResult::succeeded)
          ? Optional.empty()
          : Optional.of(LambdaFailures.of(events, results));
    } catch (InvalidEventException e) {
      LOG.log(
          Level.WARNING, "event=message-refused id={0} error={1}", message.id(), e.getMessage());
      return Optional.of(
          LambdaFailures.of(
              Reason.INVALID_EVENT, "message " + message.id() + ": " + e.getMessage()));
    }
  }
}
