package faas.scarlet.supervisor.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import faas.scarlet.model.Json;
import faas.scarlet.model.event.Bytes;
import faas.scarlet.model.event.Delivery;
import faas.scarlet.model.event.Events;
import faas.scarlet.model.event.InvalidEventException;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.outcome.AttemptRequest;
import faas.scarlet.supervisor.attempt.Attempt;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway asks for.
 *
 * @param called whether somebody called the function and waits for its answer
 */
record Asked(Attempt attempt, boolean called) {
  /**
   * Reads an {@link AttemptRequest}.
   *
   * @param id of the invocation
   * @param own the one function that may be asked for; empty where any may
   */
  static Asked read(String id, byte[] request, Optional<Function> own) throws BadRequest {
    try {
      return of(id, Json.OWN.readValue(request, AttemptRequest.class), own);
    } catch (JsonProcessingException e) {
      throw new BadRequest("not an attempt request: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new BadRequest(e.getMessage());
    }
  }

  /** The same of one that came another way. */
  static Asked of(String id, AttemptRequest read, Optional<Function> own) throws BadRequest {
    try {
      var received = Events.read(Delivery.of(Bytes.of(required("event", read.event()))));
      var events = received.events();
      if (events.size() != 1) {
        throw new BadRequest("event: expected one created object or body, found " + events.size());
      }
      var attempt =
          new Attempt(
              id,
              read.attempt(),
              function(read.function(), own),
              events.getFirst(),
              required("deadline", read.deadline()));
      return new Asked(attempt, received.proxied());
    } catch (InvalidEventException | IllegalArgumentException e) {
      throw new BadRequest(e.getMessage());
    }
  }

  private static Function function(@Nullable Function asked, Optional<Function> own)
      throws BadRequest {
    if (own.isEmpty()) {
      return required("function", asked);
    }
    if (asked != null && !asked.id().equals(own.get().id())) {
      throw new BadRequest(
          "function: this supervisor runs %s only, found %s".formatted(own.get().id(), asked.id()));
    }
    return own.get();
  }

  private static <T> T required(String field, @Nullable T value) throws BadRequest {
    if (value == null) {
      throw new BadRequest(field + ": required, but missing");
    }
    return value;
  }
}
