package faas.scarlet.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** The gateway's invocation API. */
final class Api implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Surroundings place;

  Api(Surroundings place) {
    this.place = place;
  }

  /** Invocations of a function in a state, newest first; none while the gateway is away. */
  List<JsonNode> invocations(String function, String state) {
    try {
      var page = get("/api/invocations?limit=500&function=" + function + "&state=" + state);
      return StreamSupport.stream(page.path("invocations").spliterator(), false).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  JsonNode invocation(String id) throws IOException {
    return get("/api/invocations/" + id);
  }

  private JsonNode get(String path) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(place.gateway() + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + place.webhookToken())
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(path + " answered " + response.statusCode() + " " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
