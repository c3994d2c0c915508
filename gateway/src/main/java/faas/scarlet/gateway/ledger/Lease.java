package faas.scarlet.gateway.ledger;

import java.util.UUID;

/**
 * The right to say how an attempt ended. It is lost when another gateway takes the invocation over,
 * and then what its holder says does not count.
 *
 * @param attempt number of the attempt, from 1
 * @param owner the gateway process that claimed it
 */
public record Lease(UUID invocation, int attempt, String owner) {}
