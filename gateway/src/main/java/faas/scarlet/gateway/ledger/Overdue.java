package faas.scarlet.gateway.ledger;

import faas.scarlet.model.function.FunctionId;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A running attempt whose lease ran out.
 *
 * @param until when it ran out
 * @param tries attempts since the invocation was asked for, this one included
 * @param target where it ran
 * @param key of the object; absent where no object caused it
 * @param age of the invocation
 */
public record Overdue(
    Lease lease,
    OffsetDateTime until,
    int tries,
    String target,
    String functionUid,
    FunctionId function,
    @Nullable String key,
    Duration age) {}
