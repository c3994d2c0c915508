package faas.scarlet.aws.bake;

import com.google.cloud.tools.jib.api.ImageReference;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where registries are really reached, as SCARLET_REGISTRY_MIRROR says it: a list with commas of
 * {@code host=url}, {@code *=url} and {@code url} (Docker Hub's).
 */
public final class Mirrors {
  private static final String ANY = "*";
  private static final String HUB = "registry-1.docker.io";

  private final Map<String, URI> addresses = new HashMap<>();

  /**
   * Reads the list.
   *
   * @throws IllegalArgumentException naming the part that is wrong
   */
  public Mirrors(Optional<String> list) {
    for (String part : list.orElse("").split(",", -1)) {
      if (!part.isBlank()) {
        add(part.strip());
      }
    }
  }

  private void add(String part) {
    int equals = part.indexOf('=');
    String host = equals < 0 ? HUB : part.substring(0, equals).strip();
    String url = part.substring(equals + 1).strip().replaceAll("/+$", "");
    if (!url.matches("https?://[^/\\s?#]+(/[^\\s?#]*)?")) {
      throw new IllegalArgumentException(
          "registry mirror: expected host=url, *=url or url with http:// or https://, found '%s'"
              .formatted(part));
    }
    addresses.put(host.equals("docker.io") ? HUB : host, URI.create(url));
  }

  /**
   * Where the image's repository is reached; a mirror is never given a login that is another
   * registry's.
   */
  Place of(ImageReference image, Logins logins) {
    String registry = image.getRegistry();
    var own = URI.create("https://" + registry);
    var base = addresses.getOrDefault(registry, addresses.getOrDefault(ANY, own));
    String folder = base.getPath().isEmpty() ? "" : base.getPath().substring(1) + "/";
    return new Place(
        URI.create(base.getScheme() + "://" + base.getAuthority()),
        folder + image.getRepository(),
        logins);
  }
}
