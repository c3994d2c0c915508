package faas.scarlet.supervisor.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import faas.scarlet.model.Json;
import faas.scarlet.model.event.Body;
import faas.scarlet.model.event.Bytes;
import faas.scarlet.model.event.Delivery;
import faas.scarlet.model.event.Event;
import faas.scarlet.model.event.Events;
import faas.scarlet.model.event.InvalidEventException;
import faas.scarlet.model.event.QueueBatch;
import faas.scarlet.model.event.Received;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.DelegatedAttempt;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.attempt.AlreadyRunningException;
import faas.scarlet.supervisor.lambda.LambdaAnswer;
import faas.scarlet.supervisor.lambda.LambdaInvocation;
import faas.scarlet.supervisor.lambda.RuntimeLoop;
import faas.scarlet.supervisor.lambda.TimeLeft;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Carries out what Lambda asks for: events of every form, and attempts that a gateway delegates.
 */
final class LambdaHandler implements RuntimeLoop.Handler {
  /** Of what a caller gets: in base64, with what is around it, it fits into Lambda's answer. */
  static final int LONGEST_RESULT = 4 << 20;

  private static final String PING = "keep-warm";

  private final Supervisor supervisor;
  private final Function function;

  LambdaHandler(Supervisor supervisor, Function function) {
    this.supervisor = supervisor;
    this.function = function;
  }

  @Override
  public LambdaAnswer handle(LambdaInvocation invocation, TimeLeft time) {
    var payload = invocation.payload();
    var json = json(payload);
    var attempts = new LambdaAttempts(supervisor, function, invocation.id(), time);
    try {
      if (json.path("scarlet").asText().equals(PING)) {
        return new Ping(supervisor, function).answer();
      }
      if (DelegatedAttempt.is(json)) {
        return new DelegatedHandler(supervisor, function, time).answer(DelegatedAttempt.read(json));
      }
      var batch = QueueBatch.read(json);
      return batch.isPresent()
          ? QueueAnswer.of(batch.get(), attempts)
          : answer(invocation.id(), Events.read(Delivery.of(payload)), attempts);
    } catch (InvalidEventException e) {
      String message = String.valueOf(e.getMessage());
      return Events.isCall(payload)
          ? response(new CallAnswer(invocation.id(), true).refused(400, message))
          : LambdaFailures.of(Reason.INVALID_EVENT, message);
    } catch (JsonProcessingException | BadRequest e) {
      return LambdaFailures.of(Reason.INVALID_EVENT, "not an attempt: " + e.getMessage());
    } catch (AlreadyRunningException e) {
      return LambdaFailures.of(Reason.SUPERVISOR_LOST, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return LambdaFailures.of(Reason.DISK_FULL, String.valueOf(e.getMessage()));
    }
  }

  private LambdaAnswer answer(String id, Received received, LambdaAttempts attempts)
      throws AlreadyRunningException, IOException {
    var answer = new CallAnswer(id, received.proxied());
    var events = attempts.wanted(received.events());
    if (events.isEmpty()) {
      return response(received.proxied() ? answer.nothing() : "null");
    }
    if (events.size() == 1) {
      return one(events.getFirst(), answer, attempts);
    }
    var results = attempts.all(events);
    if (received.proxied()) {
      return response(answer.text(results));
    }
    return results.stream().allMatch(AttemptResult::succeeded)
        ? response(Json.write(results))
        : LambdaFailures.of(events, results);
  }

  /** A caller gets what the script made, whoever tells of an object what became of it. */
  private LambdaAnswer one(Event event, CallAnswer answer, LambdaAttempts attempts)
      throws AlreadyRunningException, IOException {
    if (!answer.proxied() && !(event instanceof Body)) {
      var result = attempts.all(List.of(event)).getFirst();
      return result.succeeded() ? response(Json.write(result)) : LambdaFailures.of(result);
    }
    try (var keeper = Keeper.in(supervisor.work())) {
      var result = attempts.one(event, answer.id(), keeper);
      if (answer.proxied()) {
        return response(answer.text(result, keeper, LONGEST_RESULT));
      }
      var refusal =
          result.succeeded() ? answer.refusal(keeper, LONGEST_RESULT) : Optional.<String>empty();
      if (refusal.isPresent()) {
        return LambdaFailures.of(Reason.OUTPUT_FAILED, refusal.get());
      }
      return result.succeeded()
          ? response(answer.text(result, keeper, LONGEST_RESULT))
          : LambdaFailures.of(result);
    }
  }

  private static JsonNode json(Bytes payload) {
    try {
      return Json.MAPPER.readTree(payload.toArray());
    } catch (IOException none) {
      return MissingNode.getInstance();
    }
  }

  static LambdaAnswer response(String json) {
    return new LambdaAnswer.Response(Bytes.of(json));
  }
}
