package faas.scarlet.model.storage;

import java.net.URI;

/**
 * How to reach an object store, and as whom.
 *
 * @param name what manifests call it
 * @param pathStyle whether the bucket goes into the path (MinIO) and not into the host name (AWS)
 */
public record StoreAccess(
    String name,
    URI endpoint,
    String region,
    boolean pathStyle,
    String accessKey,
    String secretKey) {

  /** The same without the secret, so that it can never reach a log. */
  @Override
  public String toString() {
    return "StoreAccess[%s, %s, %s]".formatted(name, endpoint, region);
  }
}
