package faas.scarlet.supervisor.image;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Answers a registry that wants to know who asks: with a password, or by the token flow of the
 * distribution specification, where the challenge names a server that gives tokens for a
 * repository, to anyone for public images.
 */
final class TokenServer {
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final int LONGEST = 1 << 20;

  private final Http http;

  TokenServer(Http http) {
    this.http = http;
  }

  /**
   * A value for the header {@code Authorization}; empty where there is none that could help.
   *
   * @param challenges of the registry's 401
   * @param registry that sent them
   */
  Optional<String> authorization(
      List<String> challenges, URI registry, String repository, Optional<Login> login)
      throws IOException {
    if (login.isPresent() && login.get() instanceof Login.RegistryToken own) {
      return Optional.of("Bearer " + own.token());
    }
    for (String challenge : challenges) {
      if (challenge.regionMatches(true, 0, "Bearer ", 0, 7)) {
        return token(challenge, registry, repository, login).map(token -> "Bearer " + token);
      }
    }
    boolean basic =
        challenges.stream().anyMatch(each -> each.regionMatches(true, 0, "Basic", 0, 5));
    return basic && login.isPresent() && login.get() instanceof Login.Password password
        ? Optional.of(password.basic())
        : Optional.empty();
  }

  private Optional<String> token(
      String challenge, URI registry, String repository, Optional<Login> login) throws IOException {
    Map<String, String> parameters = new HashMap<>();
    var matcher = PARAMETER.matcher(challenge);
    while (matcher.find()) {
      parameters.put(matcher.group(1), matcher.group(2));
    }
    String realm = parameters.getOrDefault("realm", "");
    if (!realm.matches("https?://.*")) {
      return Optional.empty();
    }
    String scope = parameters.getOrDefault("scope", "repository:" + repository + ":pull");
    String query =
        "service=" + encode(parameters.getOrDefault("service", "")) + "&scope=" + encode(scope);
    boolean plain = realm.startsWith("http://") && "https".equals(registry.getScheme());
    try (var answer = ask(URI.create(realm), query, plain ? Optional.empty() : login)) {
      if (answer.status() >= 500 || answer.status() == 429) {
        throw new IOException("token server " + realm + " answers " + answer.status());
      }
      if (answer.status() != 200) {
        return Optional.empty();
      }
      JsonNode token = Json.MAPPER.readTree(answer.body().readNBytes(LONGEST));
      String text = token.path("token").asText(token.path("access_token").asText());
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
  }

  private Http.Answer ask(URI realm, String query, Optional<Login> login) throws IOException {
    if (login.isPresent() && login.get() instanceof Login.IdentityToken identity) {
      return http.post(
          realm,
          "grant_type=refresh_token&client_id=scarlet&refresh_token="
              + encode(identity.token())
              + "&"
              + query);
    }
    Map<String, String> headers =
        login.isPresent() && login.get() instanceof Login.Password password
            ? Map.of("Authorization", password.basic())
            : Map.of();
    return http.get(URI.create(realm + (realm.getQuery() == null ? "?" : "&") + query), headers);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
