package faas.scarlet.aws;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Which object stores are AWS's own S3: their new files start functions on Lambda themselves.
 *
 * @param standIn what stands in for AWS, if something does
 */
public record S3Addresses(Optional<URI> standIn) {
  /** Whether a store at this address is one. */
  public boolean has(URI store) {
    String host = String.valueOf(store.getHost()).toLowerCase(Locale.ROOT);
    return host.endsWith(".amazonaws.com")
        || host.endsWith(".amazonaws.com.cn")
        || standIn.filter(aws -> aws.getAuthority().equals(store.getAuthority())).isPresent();
  }
}
