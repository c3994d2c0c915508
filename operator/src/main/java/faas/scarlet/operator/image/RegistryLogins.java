package faas.scarlet.operator.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.api.Credential;
import faas.scarlet.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Finds the login for a registry in files of Docker's {@code config.json} form. */
public final class RegistryLogins {
  private static final List<String> DOCKER_HUB =
      List.of("registry-1.docker.io", "index.docker.io", "docker.io");

  private RegistryLogins() {}

  /**
   * The first login for this registry.
   *
   * @param registry host, with port where it has one
   */
  public static Optional<Credential> of(String registry, List<String> files) {
    return files.stream().flatMap(file -> find(registry, file).stream()).findFirst();
  }

  private static Optional<Credential> find(String registry, String file) {
    try {
      return Json.MAPPER.readTree(file).path("auths").properties().stream()
          .filter(login -> isOf(registry, login.getKey()))
          .flatMap(login -> credential(login.getValue()).stream())
          .findFirst();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static boolean isOf(String registry, String key) {
    String host = key.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    return host.equals(registry) || (DOCKER_HUB.contains(host) && DOCKER_HUB.contains(registry));
  }

  private static Optional<Credential> credential(JsonNode login) {
    if (login.hasNonNull("username")) {
      return Optional.of(
          Credential.from(login.path("username").asText(), login.path("password").asText()));
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(login.path("auth").asText());
      String[] both = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      return both.length == 2 ? Optional.of(Credential.from(both[0], both[1])) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
