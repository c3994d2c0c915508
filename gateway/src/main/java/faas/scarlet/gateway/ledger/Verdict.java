package faas.scarlet.gateway.ledger;

import faas.scarlet.model.outcome.Reason;
import java.time.Duration;

/** What becomes of an invocation after an attempt. */
public sealed interface Verdict {
  /** Its outputs are there. */
  record Succeeded() implements Verdict {}

  /** Another attempt follows after the pause. */
  record Again(Reason reason, String message, Duration pause) implements Verdict {}

  /** Given up. */
  record Dead(Reason reason, String message) implements Verdict {}
}
