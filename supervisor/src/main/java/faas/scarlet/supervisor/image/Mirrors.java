package faas.scarlet.supervisor.image;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * Where registries are really reached, for places without the internet or with a cache of their
 * own. A mirror stands for its registry; the registry itself is then not asked. Plain HTTP is
 * spoken only where a mirror's address says {@code http://}.
 *
 * @param addresses by registry host; {@code *} is any host
 */
public record Mirrors(Map<String, URI> addresses) {
  /** The setting that names mirrors, for messages. */
  public static final String SETTING = "SCARLET_REGISTRY_MIRROR";

  /** Every registry at its own address, by HTTPS. */
  public static final Mirrors NONE = new Mirrors(Map.of());

  private static final String ANY = "*";

  public Mirrors {
    addresses = Map.copyOf(addresses);
  }

  /**
   * Reads a list with commas of {@code host=url}, {@code *=url} and {@code url} (Docker Hub's).
   *
   * @throws IllegalArgumentException naming the setting and the part that is wrong
   */
  public static Mirrors parse(String text) {
    var addresses = new HashMap<String, URI>();
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        continue;
      }
      int equals = part.indexOf('=');
      String host = equals < 0 ? Reference.DOCKER_HUB : part.substring(0, equals).strip();
      String url = part.substring(equals + 1).strip().replaceAll("/+$", "");
      if (host.isEmpty() || !url.matches("https?://[^/\\s?#]+(/[^\\s?#]*)?")) {
        throw new IllegalArgumentException(
            "%s: expected host=url, *=url or url with http:// or https://, found '%s'"
                .formatted(SETTING, part.strip()));
      }
      addresses.put(host, URI.create(url));
    }
    return new Mirrors(addresses);
  }

  /** Address of a repository's part of the registry API, without a slash at the end. */
  URI repository(Reference reference) {
    var base = addresses.get(reference.registry());
    if (base == null) {
      base = addresses.get(ANY);
    }
    if (base == null) {
      base = URI.create("https://" + ownHost(reference.registry()));
    }
    // A path in a mirror's address is a folder of repositories in it (a proxy project).
    return base.resolve("/v2" + base.getPath() + "/" + reference.repository());
  }

  private static String ownHost(String registry) {
    return registry.equals(Reference.DOCKER_HUB) ? "registry-1.docker.io" : registry;
  }
}
