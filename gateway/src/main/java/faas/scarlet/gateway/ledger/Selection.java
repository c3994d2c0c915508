package faas.scarlet.gateway.ledger;

import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.outcome.InvocationState;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which invocations are asked for, newest first; what is absent does not restrict.
 *
 * @param since not created before
 * @param before those older than this one: where the last page ended
 * @param limit how many at the most
 */
public record Selection(
    Optional<FunctionId> function,
    Optional<InvocationState> state,
    Optional<Instant> since,
    Optional<UUID> before,
    int limit) {}
