package faas.scarlet.supervisor.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an image cache needs to know about its place.
 *
 * @param folder of unpacked images, shared with other processes
 * @param mirrors where registries are really reached
 * @param authFiles with logins of registries, in the form of Docker's {@code config.json}; the
 *     first that knows a registry counts
 * @param caFile certificates, in PEM, that are trusted besides the Java runtime's
 * @param proxies on the way to registries
 * @param maxBytes of all images together; what was not used for longest goes first
 * @param limits of one image
 */
public record CacheSettings(
    Path folder,
    Mirrors mirrors,
    List<Path> authFiles,
    Optional<Path> caFile,
    Proxies proxies,
    long maxBytes,
    ImageLimits limits) {
  /** The setting that names {@link #authFiles}, for messages. */
  public static final String AUTH_SETTING = "SCARLET_REGISTRY_AUTH_FILE";

  /** The setting that names the {@link #caFile}, for messages. */
  public static final String CA_SETTING = "SCARLET_REGISTRY_CA_FILE";

  public CacheSettings {
    authFiles = List.copyOf(authFiles);
  }

  /**
   * The same on a small disk.
   *
   * @param bytes that there are for images
   * @param from what to raise where they are not enough, for messages
   */
  public CacheSettings within(long bytes, String from) {
    var smaller = limits.bytes() <= bytes ? limits : new ImageLimits(bytes, limits.entries(), from);
    return new CacheSettings(
        folder, mirrors, authFiles, caFile, proxies, Math.min(maxBytes, bytes), smaller);
  }

  /** A cache without logins, without a limit for all images, with the usual limits of one. */
  public static CacheSettings of(Path folder, Mirrors mirrors) {
    return new CacheSettings(
        folder,
        mirrors,
        List.of(),
        Optional.empty(),
        Proxies.NONE,
        Long.MAX_VALUE,
        ImageLimits.USUAL);
  }
}
