package faas.scarlet.supervisor.image;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The token flow of the distribution specification: a registry answers 401 with a challenge that
 * names a token server, which gives anyone a token for public images.
 */
final class BearerToken {
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final int LONGEST = 1 << 20;

  private BearerToken() {}

  /** An anonymous token; empty where the challenge is of another kind or the token is refused. */
  static Optional<String> forChallenge(String challenge, String repository) throws IOException {
    if (!challenge.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Optional.empty();
    }
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
    var uri = URI.create(realm + (realm.contains("?") ? "&" : "?") + query);
    try (var answer = HttpGet.send(uri, Map.of())) {
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

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
