package faas.scarlet.supervisor.image;

import java.nio.file.Path;

/**
 * An image that is ready to run.
 *
 * @param digest of its manifest for this platform
 * @param root its files; shared by all attempts, never to be written to
 * @param cached whether it was there already
 */
public record Image(
    Reference reference, Digest digest, Path root, ImageConfig config, boolean cached) {}
