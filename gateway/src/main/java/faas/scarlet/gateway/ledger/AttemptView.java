package faas.scarlet.gateway.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.model.outcome.Timings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as the ledger has it; what comes after its start is absent while it runs.
 *
 * @param number from 1
 * @param target where it ran
 * @param placedBecause why there; absent where the function leaves no choice
 * @param outputs what was published
 * @param timings in milliseconds
 * @param logTail the last of the script's output
 */
public record AttemptView(
    int number,
    String target,
    @Nullable String placedBecause,
    State state,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Reason reason,
    @Nullable String message,
    @Nullable Integer exitCode,
    @Nullable List<OutputObject> outputs,
    @Nullable Timings timings,
    @Nullable String engine,
    @Nullable Boolean cacheHit,
    @Nullable String logTail) {

  /** How an attempt ended, if it did. */
  public enum State {
    @JsonProperty("Running")
    RUNNING,
    @JsonProperty("Succeeded")
    SUCCEEDED,
    @JsonProperty("Failed")
    FAILED,
    @JsonProperty("TimedOut")
    TIMED_OUT
  }
}
