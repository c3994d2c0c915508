package faas.scarlet.gateway.ledger;

import faas.scarlet.model.function.FunctionId;
import java.time.Duration;

/**
 * A running attempt whose lease ran out.
 *
 * @param tries attempts since the invocation was asked for, this one included
 * @param age of the invocation
 */
public record Overdue(
    Lease lease, int tries, String functionUid, FunctionId function, String key, Duration age) {}
