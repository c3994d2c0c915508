package faas.scarlet.operator.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.api.Credential;
import faas.scarlet.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;

/** Finds the login for a repository in files of Docker's {@code config.json} form. */
public final class RegistryLogins {
  private static final List<String> DOCKER_HUB =
      List.of("registry-1.docker.io", "index.docker.io", "docker.io");

  private RegistryLogins() {}

  /**
   * The login of the longest key that fits, in the first file that has one, as the supervisor
   * chooses.
   *
   * @param registry host, with port where it has one
   * @param repository as in library/debian
   */
  public static Optional<Credential> of(String registry, String repository, List<String> files) {
    String name = normal(registry + "/" + repository);
    return files.stream().flatMap(file -> find(name, file).stream()).findFirst();
  }

  private static Optional<Credential> find(String name, String file) {
    try {
      return Json.MAPPER.readTree(file).path("auths").properties().stream()
          .filter(login -> (name + "/").startsWith(key(login) + "/"))
          .filter(login -> credential(login.getValue()).isPresent())
          .max(Comparator.comparingInt(login -> key(login).length()))
          .flatMap(login -> credential(login.getValue()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** {@code https://index.docker.io/v1/} is {@code docker.io}, {@code host/v2/} is {@code host}. */
  private static String key(Entry<String, JsonNode> login) {
    return normal(login.getKey().replaceFirst("^https?://", "").replaceFirst("/(v[12]/?)?$", ""));
  }

  private static String normal(String name) {
    int slash = name.indexOf('/');
    String host = slash < 0 ? name : name.substring(0, slash);
    return DOCKER_HUB.contains(host) ? "docker.io" + name.substring(host.length()) : name;
  }

  private static Optional<Credential> credential(JsonNode login) {
    String identity = login.path("identitytoken").asText();
    if (!identity.isEmpty()) {
      return Optional.of(Credential.from(Credential.OAUTH2_TOKEN_USER_NAME, identity));
    }
    if (login.hasNonNull("username")) {
      return Optional.of(
          Credential.from(login.path("username").asText(), login.path("password").asText()));
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(login.path("auth").asText().strip());
      String[] both = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      return both.length == 2 ? Optional.of(Credential.from(both[0], both[1])) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
