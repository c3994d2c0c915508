package faas.scarlet.supervisor.image;

/**
 * Names a blob or manifest by its content (OCI image specification, descriptor).
 *
 * @param size in bytes
 */
record Descriptor(String mediaType, Digest digest, long size) {}
