package faas.scarlet.gateway.ledger;

/**
 * An invocation whose next attempt is to be carried out, by the holder of the lease.
 *
 * @param key of the object
 * @param event as it came, byte for byte
 */
public record Claim(Lease lease, String key, String event) {}
