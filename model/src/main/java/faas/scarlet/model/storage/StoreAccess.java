package faas.scarlet.model.storage;

import faas.scarlet.model.tls.Authorities;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to reach an object store, and as whom.
 *
 * @param name what manifests call it
 * @param pathStyle whether the bucket goes into the path (MinIO) and not into the host name (AWS)
 * @param anyCertificate whether a TLS certificate is taken that nobody known has signed: for who
 *     says so himself, and only there
 * @param authorities who may have signed its certificate, beside those that the Java runtime knows:
 *     certificates in PEM
 */
public record StoreAccess(
    String name,
    URI endpoint,
    String region,
    boolean pathStyle,
    String accessKey,
    String secretKey,
    boolean anyCertificate,
    @Nullable String authorities) {

  /** A store whose certificate, if it has one, must be good. */
  public StoreAccess(
      String name,
      URI endpoint,
      String region,
      boolean pathStyle,
      String accessKey,
      String secretKey) {
    this(name, endpoint, region, pathStyle, accessKey, secretKey, false, null);
  }

  /** The same store, as somebody else. */
  public StoreAccess as(String otherAccessKey, String otherSecretKey) {
    return new StoreAccess(
        name,
        endpoint,
        region,
        pathStyle,
        otherAccessKey,
        otherSecretKey,
        anyCertificate,
        authorities);
  }

  /**
   * The same store, whose certificate one of these may have signed.
   *
   * @param pem certificates
   */
  public StoreAccess signedBy(String pem) {
    return new StoreAccess(
        name, endpoint, region, pathStyle, accessKey, secretKey, anyCertificate, pem);
  }

  /**
   * Whom a client is to trust, where that is not only whom the Java runtime trusts.
   *
   * @throws IllegalArgumentException where the authorities are no certificates in PEM
   */
  public Optional<Authorities> trust() {
    try {
      return authorities == null ? Optional.empty() : Optional.of(Authorities.of(authorities));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "authorities of object store %s: expected certificates in PEM: %s"
              .formatted(name, e.getMessage()),
          e);
    }
  }

  /** The same without the secret, so that it can never reach a log. */
  @Override
  public String toString() {
    return "StoreAccess[%s, %s, %s]".formatted(name, endpoint, region);
  }
}
