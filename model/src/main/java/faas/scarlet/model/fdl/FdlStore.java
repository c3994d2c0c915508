package faas.scarlet.model.fdl;

import faas.scarlet.model.storage.StoreAccess;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A storage provider: {@code storage_providers.TYPE.ID}, of type {@code s3} or {@code minio}.
 *
 * @param name {@code TYPE.ID}, as inputs and outputs call it
 * @param verify whether the endpoint's TLS certificate is to be checked
 */
public record FdlStore(
    String name,
    Optional<String> endpoint,
    Optional<String> region,
    String accessKey,
    String secretKey,
    boolean verify) {
  /** The provider that is meant where an id is missing. */
  public static final String DEFAULT_ID = "default";

  /** Type of AWS's own stores. */
  public static final String S3 = "s3";

  /** Type of all others that speak S3. */
  public static final String MINIO = "minio";

  private static final Map<String, String> NAMES =
      Map.of("onedata", "Onedata", "webdav", "WebDAV (dCache)", "rucio", "Rucio");

  /** Where none is named. */
  static final String REGION = "us-east-1";

  /**
   * The whole name of what an input or output calls its provider.
   *
   * @param path of that input or output, for the error
   */
  static String name(String provider, String path) throws InvalidFdlException {
    int dot = provider.indexOf('.');
    String type = dot < 0 ? provider : provider.substring(0, dot);
    if (!type.equals(S3) && !type.equals(MINIO)) {
      throw new InvalidFdlException(
          path + ".storage_provider",
          "%s is not supported; keep the files in an S3 store (minio or s3), or copy them there"
              .formatted(NAMES.getOrDefault(type, type)));
    }
    return dot < 0 ? type + "." + DEFAULT_ID : provider;
  }

  /** The providers of the types that are supported; others matter only to whom they are used by. */
  static Map<String, FdlStore> all(FdlNode providers) throws InvalidFdlException {
    var stores = new TreeMap<String, FdlStore>();
    for (String type : new String[] {MINIO, S3}) {
      for (var provider : providers.in(type).fields().entrySet()) {
        String name = type + "." + provider.getKey();
        stores.put(name, read(name, provider.getValue()));
      }
    }
    return stores;
  }

  private static FdlStore read(String name, FdlNode fields) throws InvalidFdlException {
    return new FdlStore(
        name,
        name.startsWith(S3) ? fields.text("endpoint") : Optional.of(fields.required("endpoint")),
        fields.text("region"),
        fields.required("access_key"),
        fields.required("secret_key"),
        fields.flag("verify", true));
  }

  /**
   * How to reach it.
   *
   * @param awsEndpoint of AWS, or of what stands in for it; empty for the real one
   */
  public StoreAccess access(Optional<String> awsEndpoint) {
    String where = region.orElse(REGION);
    var own = endpoint.or(() -> awsEndpoint);
    return new StoreAccess(
        name,
        URI.create(own.orElse("https://s3." + where + ".amazonaws.com")),
        where,
        own.isPresent(),
        accessKey,
        secretKey,
        !verify,
        null);
  }

  /** The same without the secret, so that it can never reach a log. */
  @Override
  public String toString() {
    return "FdlStore[%s, %s]".formatted(name, endpoint.orElse("AWS"));
  }
}
