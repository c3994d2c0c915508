package faas.scarlet.supervisor.attempt;

import faas.scarlet.model.event.Event;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.outcome.Staging;
import java.time.Instant;
import java.util.Optional;

/**
 * One try of an invocation.
 *
 * @param id of the invocation; also the name of the attempt's folder
 * @param number of this attempt, from 1
 * @param deadline when the script is stopped at the latest
 * @param end when also a script that does not want to end is ended
 * @param staging where the files are instead of in the function's own stores
 */
public record Attempt(
    String id,
    int number,
    Function function,
    Event event,
    Instant deadline,
    Instant end,
    Optional<Staging> staging) {
  private static final String ID = "[A-Za-z0-9][A-Za-z0-9_-]{0,127}";

  /** An attempt that has as long as the supervisor gives, on the function's own stores. */
  public Attempt(String id, int number, Function function, Event event, Instant deadline) {
    this(id, number, function, event, deadline, Instant.MAX, Optional.empty());
  }

  /** Checks the id, which becomes part of paths. */
  public Attempt {
    if (!id.matches(ID)) {
      throw new IllegalArgumentException(
          "invocation id: expected up to 128 letters, digits, '-' and '_', found '" + id + "'");
    }
  }
}
