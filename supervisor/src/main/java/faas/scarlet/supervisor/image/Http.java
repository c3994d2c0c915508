package faas.scarlet.supervisor.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;

/**
 * Requests with redirects. By {@link HttpURLConnection}, because it has a time limit for every read
 * of a body (java.net.http only has one for the headers) and starts in half the time.
 */
final class Http {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration READ_LIMIT = Duration.ofSeconds(30);
  private static final int MOST_REDIRECTS = 5;

  private final Trust trust;
  private final Proxies proxies;

  Http(Trust trust, Proxies proxies) {
    this.trust = trust;
    this.proxies = proxies;
  }

  /** An answer; its body must be closed. */
  record Answer(URI uri, int status, HttpURLConnection connection) implements AutoCloseable {
    /** All headers of this name, whatever their case. */
    List<String> headers(String name) {
      return connection.getHeaderFields().entrySet().stream()
          .filter(header -> name.equalsIgnoreCase(header.getKey()))
          .flatMap(header -> header.getValue().stream())
          .toList();
    }

    InputStream body() throws IOException {
      return connection.getInputStream();
    }

    @Override
    public void close() {
      connection.disconnect();
    }
  }

  Answer get(URI uri, Map<String, String> headers) throws IOException {
    return send("GET", uri, headers);
  }

  Answer send(String method, URI uri, Map<String, String> headers) throws IOException {
    var current = uri;
    var sent = new HashMap<>(headers);
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      var connection = open(current);
      connection.setRequestMethod(method);
      sent.forEach(connection::setRequestProperty);
      var answer = new Answer(current, connection.getResponseCode(), connection);
      var location = answer.headers("Location");
      if (answer.status() < 300 || answer.status() >= 400 || location.isEmpty()) {
        return answer;
      }
      var next = current.resolve(location.getFirst());
      if (!next.getScheme().equals(current.getScheme()) && !"https".equals(next.getScheme())) {
        throw new IOException(current + " leads from HTTPS to " + next + ", which is not safe");
      }
      if (!next.getAuthority().equals(current.getAuthority())) {
        sent.remove("Authorization"); // the token is the registry's, not the blob store's
      }
      answer.close();
      current = next;
    }
    throw new IOException(uri + " leads to more than " + MOST_REDIRECTS + " other addresses");
  }

  /** Sends a form, without redirects: what is in it is for this address only. */
  Answer post(URI uri, String form) throws IOException {
    var connection = open(uri);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
    connection.setDoOutput(true);
    try (var body = connection.getOutputStream()) {
      body.write(form.getBytes(StandardCharsets.UTF_8));
    }
    return new Answer(uri, connection.getResponseCode(), connection);
  }

  private HttpURLConnection open(URI uri) throws IOException {
    var connection = (HttpURLConnection) uri.toURL().openConnection(proxies.of(uri));
    if (connection instanceof HttpsURLConnection https) {
      trust.applyTo(https);
    }
    connection.setConnectTimeout((int) CONNECT_LIMIT.toMillis());
    connection.setReadTimeout((int) READ_LIMIT.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    return connection;
  }
}
