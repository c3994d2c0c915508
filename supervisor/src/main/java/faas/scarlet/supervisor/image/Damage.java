package faas.scarlet.supervisor.image;

/**
 * Something in an unpacked image that is not as it was when it was pulled.
 *
 * @param path inside the image, relative to its root; empty where all of it is meant
 * @param problem what was expected and what was found
 */
public record Damage(Digest digest, String path, String problem) {}
