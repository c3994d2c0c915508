package faas.scarlet.supervisor.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.outcome.AttemptRequest;
import faas.scarlet.model.outcome.DelegatedAttempt;
import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.attempt.AlreadyRunningException;
import faas.scarlet.supervisor.attempt.Attempt;
import faas.scarlet.supervisor.attempt.Recipient;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.lambda.LambdaAnswer;
import faas.scarlet.supervisor.lambda.TimeLeft;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;

/**
 * Carries out what a gateway asks of a function on Lambda, as {@link InvocationHandler} does on a
 * cluster: however the attempt ends, that is the answer.
 */
record DelegatedHandler(Supervisor supervisor, Function function, TimeLeft time) {
  /** What a gateway finds beside the result, where it has passed on a call. */
  private static final String ANSWER = "answer";

  LambdaAnswer answer(DelegatedAttempt delegated)
      throws BadRequest, AlreadyRunningException, IOException {
    var request =
        new AttemptRequest(delegated.attempt(), delegated.event(), delegated.deadline(), null);
    var asked = Asked.of(delegated.invocation(), request, Optional.of(function));
    var attempt = limited(asked.attempt(), delegated);
    var attempts = new LambdaAttempts(supervisor, function, attempt.id(), time);
    ObjectNode told;
    if (asked.called()) {
      try (var keeper = Keeper.in(supervisor.work())) {
        var result = attempts.one(attempt, keeper);
        var answer = new CallAnswer(attempt.id(), true);
        told = Json.OWN.valueToTree(result);
        told.put(ANSWER, answer.text(result, keeper, LambdaHandler.LONGEST_RESULT));
      }
    } else {
      told = Json.OWN.valueToTree(attempts.one(attempt, Recipient.NOBODY));
    }
    try {
      return left(attempt, told);
    } catch (Fault fault) {
      return LambdaFailures.of(
          fault.reason(), "leaving the result for the gateway: " + fault.getMessage());
    }
  }

  private Attempt limited(Attempt attempt, DelegatedAttempt delegated) {
    Instant deadline = attempt.deadline().isBefore(time.stop()) ? attempt.deadline() : time.stop();
    return new Attempt(
        attempt.id(),
        attempt.number(),
        attempt.function(),
        attempt.event(),
        deadline,
        time.end(),
        Optional.ofNullable(delegated.staging()));
  }

  /** A gateway that does not wait for the answer finds the same beside the staged files. */
  private LambdaAnswer left(Attempt attempt, ObjectNode told) throws Fault, IOException {
    if (attempt.staging().isPresent()) {
      var file = Files.createTempFile(supervisor.work(), "scarlet-", ".json");
      try {
        Files.writeString(file, told.toString());
        supervisor.leave(attempt, file);
      } finally {
        Files.delete(file);
      }
    }
    return LambdaHandler.response(told.toString());
  }
}
