package faas.scarlet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.FunctionId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Asks a gateway what became of invocations. */
final class GatewayApi {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI gateway;

  GatewayApi(URI gateway) {
    this.gateway = gateway;
  }

  /** Where the list is. */
  URI invocations() {
    return gateway.resolve("/api/invocations");
  }

  /** The newest invocation of a function for a key, made since then. */
  Optional<JsonNode> newest(FunctionId function, String key, Instant since)
      throws IOException, InterruptedException {
    var page =
        get(
            invocations()
                + "?function="
                + function
                + "&since="
                + since.truncatedTo(ChronoUnit.SECONDS));
    return StreamSupport.stream(page.path("invocations").spliterator(), false)
        .filter(invocation -> invocation.path("key").asText().equals(key))
        .findFirst();
  }

  /** One invocation with its attempts. */
  JsonNode invocation(String id) throws IOException, InterruptedException {
    return get(invocations() + "/" + id);
  }

  private JsonNode get(String uri) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(uri)).timeout(PATIENCE).build();
    var response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(uri + " answered " + response.statusCode() + ": " + response.body());
    }
    return Json.MAPPER.readTree(response.body());
  }
}
