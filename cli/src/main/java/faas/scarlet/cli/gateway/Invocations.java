package faas.scarlet.cli.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.function.Consumer;

/** Lists of invocations, which the API gives page by page. */
public final class Invocations {
  private static final int PAGE = 1_000;

  private Invocations() {}

  /**
   * Hands over all of them, newest first.
   *
   * @param selection parameters of the list, as in {@code function=default%2Fgrey&state=Dead}
   */
  public static void each(GatewayApi api, String selection, Consumer<JsonNode> invocation)
      throws IOException, InterruptedException {
    String cursor = "";
    do {
      var page = api.get("/api/invocations?limit=" + PAGE + "&" + selection + cursor);
      page.path("invocations").forEach(invocation);
      cursor = page.has("cursor") ? "&cursor=" + page.path("cursor").asText() : "";
    } while (!cursor.isEmpty());
  }
}
