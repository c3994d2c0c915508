package faas.scarlet.gateway.dispatch.target;

import faas.scarlet.model.outcome.AttemptResult;
import java.time.Duration;

/** What came of asking a supervisor to carry out an attempt. */
public sealed interface Answer {
  /** It was carried out. */
  record Ended(AttemptResult result) implements Answer {}

  /**
   * It was not begun, because there is no room now.
   *
   * @param pause when asking again makes sense, by the target's word
   */
  record NoRoom(String message, Duration pause) implements Answer {}

  /** The same attempt is under way there already. */
  record UnderWay() implements Answer {}

  /** It may have been begun, and nobody will say how it ended. */
  record Lost(String message) implements Answer {}
}
