package faas.scarlet.supervisor.image;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Logins of registries, in files of the form of Docker's {@code config.json} ({@code
 * dockerconfigjson} Secrets are the same). They are read when a registry asks, so that a Secret
 * that changes counts at once. Credential helpers are programs; they are not run.
 */
final class Logins {
  private static final List<String> HUB =
      List.of("docker.io", "index.docker.io", "registry-1.docker.io");

  private final List<Path> files;

  Logins(List<Path> files) {
    this.files = files;
  }

  /**
   * The login for a repository: of the longest key that fits, in the first file that has one.
   *
   * @param host with a port where it is not the standard one
   * @throws Fault where a file cannot be read or is none of this form; nothing of it is shown
   */
  Optional<Login> find(String host, String repository) throws Fault {
    for (Path file : files) {
      var found = Optional.<Login>empty();
      int longest = -1;
      for (var entry : document(file).path("auths").properties()) {
        String key = normal(entry.getKey());
        if (key.length() > longest && fits(key, host, repository)) {
          var login = login(entry.getValue());
          found = login.isPresent() ? login : found;
          longest = login.isPresent() ? key.length() : longest;
        }
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** What could be done about a registry that wants another login. */
  String remedy(String host, boolean hadOne) throws Fault {
    if (hadOne) {
      return "the login for %s in %s was refused".formatted(host, files);
    }
    if (files.isEmpty()) {
      return "no login for %s: name a file with one with %s"
          .formatted(host, CacheSettings.AUTH_SETTING);
    }
    return "no login for %s in %s%s".formatted(host, files, helpers());
  }

  private String helpers() throws Fault {
    for (Path file : files) {
      var document = document(file);
      if (document.has("credsStore") || document.has("credHelpers")) {
        return " (it names a credential helper, which is a program and is not run: write the login"
            + " itself into the file)";
      }
    }
    return "";
  }

  private static JsonNode document(Path file) throws Fault {
    try {
      return Json.MAPPER.readTree(Files.readAllBytes(file));
    } catch (JacksonException e) {
      // Its message could quote the file, which holds secrets.
      throw new Fault(
          Reason.IMAGE_UNAUTHORIZED,
          "%s: %s is no JSON as Docker's config.json".formatted(CacheSettings.AUTH_SETTING, file));
    } catch (IOException e) {
      throw Fault.of(
          Reason.IMAGE_UNAUTHORIZED, "%s: %s".formatted(CacheSettings.AUTH_SETTING, file), e);
    }
  }

  private static Optional<Login> login(JsonNode auth) {
    String token = auth.path("identitytoken").asText();
    if (!token.isEmpty()) {
      return Optional.of(new Login.IdentityToken(token));
    }
    String registryToken = auth.path("registrytoken").asText();
    if (!registryToken.isEmpty()) {
      return Optional.of(new Login.RegistryToken(registryToken));
    }
    String user = auth.path("username").asText();
    if (!user.isEmpty()) {
      return Optional.of(new Login.Password(user, auth.path("password").asText()));
    }
    String pair = decoded(auth.path("auth").asText());
    int colon = pair.indexOf(':');
    return colon <= 0
        ? Optional.empty()
        : Optional.of(new Login.Password(pair.substring(0, colon), pair.substring(colon + 1)));
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** {@code https://index.docker.io/v1/} is {@code docker.io}, {@code host/v2/} is {@code host}. */
  private static String normal(String key) {
    String bare = key.replaceFirst("^https?://", "").replaceFirst("/(v[12]/?)?$", "");
    int slash = bare.indexOf('/');
    String host = slash < 0 ? bare : bare.substring(0, slash);
    return HUB.contains(host) ? "docker.io" + bare.substring(host.length()) : bare;
  }

  private static boolean fits(String key, String host, String repository) {
    String name = (HUB.contains(host) ? "docker.io" : host) + "/" + repository;
    return name.equals(key) || name.startsWith(key + "/");
  }
}
