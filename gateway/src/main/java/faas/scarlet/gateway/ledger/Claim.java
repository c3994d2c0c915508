package faas.scarlet.gateway.ledger;

/**
 * An invocation whose next attempt is to be carried out, by the holder of the lease.
 *
 * @param tries attempts since it was asked for, this one included; a replay asks anew
 * @param key of the object
 * @param event as it came, byte for byte
 */
public record Claim(Lease lease, int tries, String key, String event) {}
