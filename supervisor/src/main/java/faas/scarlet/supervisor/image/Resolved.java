package faas.scarlet.supervisor.image;

/** What a reference stands for on this platform: a manifest and its digest. */
record Resolved(Digest digest, ImageManifest.Single manifest) {}
