package faas.scarlet.gateway.ledger;

import org.jspecify.annotations.Nullable;

/**
 * An invocation whose next attempt is to be carried out, by the holder of the lease.
 *
 * @param tries attempts since it was asked for, this one included; a replay asks anew
 * @param target where the attempt runs
 * @param key of the object; absent where no object caused it
 * @param event as it came, byte for byte
 */
public record Claim(Lease lease, int tries, String target, @Nullable String key, String event) {}
