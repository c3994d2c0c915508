package faas.scarlet.model.outcome;

import faas.scarlet.model.function.Function;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway asks of a supervisor ({@code POST /invocations/{id}}).
 *
 * @param attempt number of this attempt, from 1
 * @param event the event as it came, byte for byte
 * @param deadline when the script is stopped at the latest
 * @param function what to run, for a supervisor that serves any function (the local target); absent
 *     where the supervisor has a function of its own (the cluster)
 */
public record AttemptRequest(
    int attempt, String event, Instant deadline, @Nullable Function function) {}
