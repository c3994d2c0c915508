package faas.scarlet.gateway.ledger;

/** An input of a function, as the sweep goes through it. */
public record SweptPlace(String functionUid, String objectStore, String bucket, String keyPrefix) {}
