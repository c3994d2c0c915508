package faas.scarlet.operator.image;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where registries are really reached; written as for the supervisor in {@code
 * SCARLET_REGISTRY_MIRROR}.
 *
 * @param mirrors by registry host; {@code *} is any host
 */
record Registries(Map<String, URI> mirrors) {
  private static final String DOCKER_HUB = "registry-1.docker.io";

  Registries {
    mirrors = Map.copyOf(mirrors);
  }

  static Registries parse(Optional<String> setting) {
    var mirrors = new HashMap<String, URI>();
    for (String part : setting.orElse("").split(",", -1)) {
      if (!part.isBlank()) {
        int equals = part.indexOf('=');
        String host = equals < 0 ? DOCKER_HUB : part.substring(0, equals).strip();
        mirrors.put(
            host.equals("docker.io") ? DOCKER_HUB : host,
            URI.create(part.substring(equals + 1).strip().replaceAll("/+$", "")));
      }
    }
    return new Registries(mirrors);
  }

  /** Where this repository is. */
  Place of(String registry, String repository) {
    var mirror = mirrors.getOrDefault(registry, mirrors.get("*"));
    if (mirror == null) {
      return new Place(registry, repository, false);
    }
    String folder = mirror.getPath().replaceAll("^/+", "");
    return new Place(
        mirror.getAuthority(),
        folder.isEmpty() ? repository : folder + "/" + repository,
        "http".equals(mirror.getScheme()));
  }

  /** Host, with port where it has one, and repository there. */
  record Place(String host, String repository, boolean isPlainHttp) {}
}
