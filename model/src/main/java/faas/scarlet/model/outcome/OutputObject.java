package faas.scarlet.model.outcome;

/**
 * A published result.
 *
 * @param size in bytes
 * @param sha256 of the content, in lower-case hexadecimal
 */
public record OutputObject(
    String objectStore, String bucket, String key, long size, String sha256) {}
