package faas.scarlet.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** The gateway's invocation API, for one user. */
final class Api implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST_CALL = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Surroundings place;
  private final String token;

  /**
   * As a user.
   *
   * @param token of the cluster's
   */
  Api(Surroundings place, String token) {
    this.place = place;
    this.token = token;
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

  /** A function's invocations by state; none while the gateway is away. */
  Map<String, Integer> counts(String function) {
    try {
      var counts = new TreeMap<String, Integer>();
      get("/api/functions/" + function)
          .path("counts")
          .properties()
          .forEach(count -> counts.put(count.getKey(), count.getValue().asInt()));
      return counts;
    } catch (IOException e) {
      return Map.of();
    }
  }

  JsonNode invocation(String id) throws IOException {
    return get("/api/invocations/" + id);
  }

  /** Calls a function and waits for its answer. */
  String call(String function, String body) throws IOException {
    return send(
        request("/functions/" + function)
            .timeout(LONGEST_CALL)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private JsonNode get(String path) throws IOException {
    return JSON.readTree(send(request(path).timeout(PATIENCE).build()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(place.gateway() + path))
        .header("Authorization", "Bearer " + token);
  }

  private String send(HttpRequest request) throws IOException {
    try {
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(
            request.uri() + " answered " + response.statusCode() + " " + response.body());
      }
      return response.body();
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
