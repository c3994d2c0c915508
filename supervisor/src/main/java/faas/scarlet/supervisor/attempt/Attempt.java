package faas.scarlet.supervisor.attempt;

import faas.scarlet.model.event.Event;
import faas.scarlet.model.function.Function;
import java.time.Instant;

/**
 * One try of an invocation.
 *
 * @param id of the invocation; also the name of the attempt's folder
 * @param number of this attempt, from 1
 * @param deadline when the script is stopped at the latest
 */
public record Attempt(String id, int number, Function function, Event event, Instant deadline) {
  private static final String ID = "[A-Za-z0-9][A-Za-z0-9_-]{0,127}";

  /** Checks the id, which becomes part of paths. */
  public Attempt {
    if (!id.matches(ID)) {
      throw new IllegalArgumentException(
          "invocation id: expected up to 128 letters, digits, '-' and '_', found '" + id + "'");
    }
  }
}
