package faas.scarlet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.cli.gateway.GatewayApi;
import java.io.IOException;

/** What users call functions and invocations. */
final class Names {
  private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private Names() {}

  /** Whether the text is an invocation's id. */
  static boolean isId(String text) {
    return text.matches(ID);
  }

  /** {@code namespace/name}, of a function that may be given without its namespace. */
  static String function(String text) {
    return text.contains("/") ? text : "default/" + text;
  }

  /** The id itself, or the one of the newest invocation of the function that is named. */
  static String invocation(GatewayApi api, String text)
      throws IOException, InterruptedException, UserError {
    if (isId(text)) {
      return text;
    }
    JsonNode newest =
        api.get("/api/invocations?limit=1&function=" + GatewayApi.encoded(function(text)))
            .path("invocations")
            .path(0);
    if (newest.isMissingNode()) {
      throw new UserError("there is no invocation of " + function(text) + "; see scarlet ls");
    }
    return newest.path("id").asText();
  }
}
