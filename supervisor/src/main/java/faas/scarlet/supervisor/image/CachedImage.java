package faas.scarlet.supervisor.image;

import java.time.Instant;
import java.util.List;

/**
 * An unpacked image of the cache.
 *
 * @param digest of its manifest
 * @param references the names under which it was asked for, sorted; none where it was by digest
 * @param bytes of its files
 * @param lastUsed when an attempt last began or ended with it
 * @param inUse whether a process holds it now
 */
public record CachedImage(
    Digest digest, List<String> references, long bytes, Instant lastUsed, boolean inUse) {
  public CachedImage {
    references = List.copyOf(references);
  }
}
