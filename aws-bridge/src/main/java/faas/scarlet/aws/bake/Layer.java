package faas.scarlet.aws.bake;

import com.google.cloud.tools.jib.api.DescriptorDigest;

/**
 * A layer of an image.
 *
 * @param size in bytes, compressed
 * @param digest of its compressed form, by which registries know it
 * @param diffId digest of its plain form, by which configs name it
 */
record Layer(long size, DescriptorDigest digest, String diffId) {}
