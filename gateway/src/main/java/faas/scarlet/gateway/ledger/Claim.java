package faas.scarlet.gateway.ledger;

import org.jspecify.annotations.Nullable;

/**
 * An invocation whose next attempt is to be carried out, by the holder of the lease.
 *
 * @param key of the object; absent where no object caused it
 * @param event as it came, byte for byte
 */
public record Claim(Lease lease, @Nullable String key, String event) {}
