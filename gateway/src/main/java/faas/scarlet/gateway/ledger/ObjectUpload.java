package faas.scarlet.gateway.ledger;

/**
 * One upload of one object: with the function's uid, the ledger's key.
 *
 * @param objectStore name of the store
 * @param upload tells this upload of the key from others
 */
public record ObjectUpload(String objectStore, String bucket, String key, String upload) {}
