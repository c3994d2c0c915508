package faas.scarlet.model.storage;

import java.net.URI;

/**
 * How to reach an object store, and as whom.
 *
 * @param name what manifests call it
 * @param pathStyle whether the bucket goes into the path (MinIO) and not into the host name (AWS)
 * @param anyCertificate whether a TLS certificate is taken that nobody known has signed: for who
 *     says so himself, and only there
 */
public record StoreAccess(
    String name,
    URI endpoint,
    String region,
    boolean pathStyle,
    String accessKey,
    String secretKey,
    boolean anyCertificate) {

  /** A store whose certificate, if it has one, must be good. */
  public StoreAccess(
      String name,
      URI endpoint,
      String region,
      boolean pathStyle,
      String accessKey,
      String secretKey) {
    this(name, endpoint, region, pathStyle, accessKey, secretKey, false);
  }

  /** The same store, as somebody else. */
  public StoreAccess as(String otherAccessKey, String otherSecretKey) {
    return new StoreAccess(
        name, endpoint, region, pathStyle, otherAccessKey, otherSecretKey, anyCertificate);
  }

  /** The same without the secret, so that it can never reach a log. */
  @Override
  public String toString() {
    return "StoreAccess[%s, %s, %s]".formatted(name, endpoint, region);
  }
}
