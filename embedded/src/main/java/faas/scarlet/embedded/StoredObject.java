package faas.scarlet.embedded;

import faas.scarlet.model.event.Upload;

/**
 * An object that has just been stored.
 *
 * @param size in bytes
 */
public record StoredObject(String bucket, String key, long size, Upload upload) {}
