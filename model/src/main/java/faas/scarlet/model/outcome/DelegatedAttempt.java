package faas.scarlet.model.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway asks of a function on Lambda (Invoke): an {@link AttemptRequest} with what HTTP
 * has in its path. The answer is an {@link AttemptResult}, however the attempt ended.
 *
 * @param invocation its id in the ledger
 * @param attempt number of this attempt, from 1
 * @param event as it came, byte for byte
 * @param deadline when the script is stopped at the latest
 * @param staging where the files are; absent where the event's object and the outputs are in S3
 */
public record DelegatedAttempt(
    String invocation, int attempt, String event, Instant deadline, @Nullable Staging staging) {
  private static final String ENVELOPE = "scarletAttempt";

  /** Whether a payload is one, well-formed or not. */
  public static boolean is(JsonNode payload) {
    return payload.path(ENVELOPE).isObject();
  }

  /**
   * Reads a payload.
   *
   * @throws JsonProcessingException where it is malformed
   */
  public static DelegatedAttempt read(JsonNode payload) throws JsonProcessingException {
    return Json.OWN.treeToValue(payload.path(ENVELOPE), DelegatedAttempt.class);
  }

  /** The payload for Invoke, as JSON. */
  public String payload() {
    return Json.write(Map.of(ENVELOPE, this));
  }
}
