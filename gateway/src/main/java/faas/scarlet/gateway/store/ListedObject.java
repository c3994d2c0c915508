package faas.scarlet.gateway.store;

import faas.scarlet.model.event.Upload;

/**
 * An object as a LIST shows it.
 *
 * @param size in bytes
 * @param upload tells this upload of the key from others
 */
public record ListedObject(String key, long size, Upload upload) {}
