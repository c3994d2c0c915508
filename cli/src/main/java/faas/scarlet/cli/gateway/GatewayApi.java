package faas.scarlet.cli.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A gateway's API; what it refuses becomes an exception with its own words. */
public final class GatewayApi {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** Of calls that move a file, follow a log, or wait for a script. */
  private static final Duration LONG = Duration.ofHours(1);

  /** Never let go: a client that nobody refers to ends, and the answers that are being read too. */
  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  private final URI gateway;
  private final Optional<String> token;

  /**
   * The API of a gateway.
   *
   * @param gateway its base URL
   * @param token what it asks its callers for
   */
  public GatewayApi(URI gateway, Optional<String> token) {
    this.gateway = gateway;
    this.token = token;
  }

  /** Address of something the gateway has. */
  public URI address(String path) {
    String base = gateway.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  /** What a GET gives, as JSON. */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return json(request(path, ANSWER).GET());
  }

  /** What a POST without a body gives, as JSON. */
  public JsonNode post(String path) throws IOException, InterruptedException {
    return json(request(path, LONG).POST(BodyPublishers.noBody()));
  }

  /** Puts a file there. */
  public JsonNode put(String path, Path file) throws IOException, InterruptedException {
    return json(request(path, LONG).PUT(BodyPublishers.ofFile(file)));
  }

  /** What a GET gives, as it comes; to be closed. */
  public InputStream read(String path) throws IOException, InterruptedException {
    return send(request(path, LONG).GET()).body();
  }

  /**
   * Calls a function.
   *
   * @param prefer header {@code Prefer}; empty for none
   */
  public HttpResponse<InputStream> call(String path, BodyPublisher body, String prefer)
      throws IOException, InterruptedException {
    var request = request(path, LONG).POST(body);
    return send(prefer.isEmpty() ? request : request.header("Prefer", prefer));
  }

  /** A text as part of a path or a query. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private JsonNode json(HttpRequest.Builder request) throws IOException, InterruptedException {
    try (var body = send(request).body()) {
      return Json.MAPPER.readTree(body);
    }
  }

  private HttpRequest.Builder request(String path, Duration limit) {
    var request = HttpRequest.newBuilder(address(path)).timeout(limit);
    token.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
    return request;
  }

  private HttpResponse<InputStream> send(HttpRequest.Builder builder)
      throws IOException, InterruptedException {
    var request = builder.build();
    HttpResponse<InputStream> response;
    try {
      response = HTTP.send(request, BodyHandlers.ofInputStream());
    } catch (ConnectException e) {
      throw new IOException(
          "no gateway answers at %s; start one by scarlet up, or name another by --gateway"
              .formatted(gateway),
          e);
    }
    if (response.statusCode() == 401) {
      throw new RefusedException(401, gateway + " asks for its token; set SCARLET_TOKEN to it");
    }
    if (response.statusCode() >= 300) {
      try (var body = response.body()) {
        throw new RefusedException(response.statusCode(), inWords(request.uri(), body));
      }
    }
    return response;
  }

  private static String inWords(URI asked, InputStream body) throws IOException {
    String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
    try {
      var answer = Json.MAPPER.readTree(text);
      String message = answer.path("message").asText();
      String log = answer.path("logTail").asText();
      return message.isEmpty()
          ? asked + " answered: " + text
          : message + (log.isEmpty() ? "" : System.lineSeparator() + log.stripTrailing());
    } catch (IOException e) {
      return asked + " answered: " + text;
    }
  }
}
