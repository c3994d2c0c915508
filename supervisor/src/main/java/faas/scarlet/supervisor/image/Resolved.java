package faas.scarlet.supervisor.image;

import java.util.Optional;

/**
 * What a reference stands for on this platform.
 *
 * @param served digest of what the registry has under it, perhaps an index
 * @param digest of the manifest
 * @param manifest empty where the image was there, so that it was not asked for
 */
record Resolved(Digest served, Digest digest, Optional<ImageManifest.Single> manifest) {}
