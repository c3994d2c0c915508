package faas.scarlet.gateway.ledger;

import faas.scarlet.model.outcome.InvocationState;
import faas.scarlet.model.outcome.Reason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invocation as the ledger has it.
 *
 * @param function as {@code namespace/name}
 * @param objectStore absent, as all about the object, where no object caused it
 * @param eventTime as the event gives it
 * @param reason why the last attempt failed, or why there was none
 * @param attemptCount attempts begun so far
 * @param target where the last of them ran, or runs; absent before the first
 * @param startedAt when the last of them began
 * @param notBefore when the next attempt may begin; absent unless it is pending
 * @param endedAt absent while it may still change by itself
 */
public record InvocationView(
    UUID id,
    String function,
    @Nullable String objectStore,
    @Nullable String bucket,
    @Nullable String key,
    @Nullable String upload,
    @Nullable String eventTime,
    InvocationState state,
    @Nullable Reason reason,
    @Nullable String message,
    int attemptCount,
    @Nullable String target,
    @Nullable Instant startedAt,
    @Nullable Instant notBefore,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant endedAt) {}
