package faas.scarlet.supervisor.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One GET with redirects. By {@link HttpURLConnection}, because it has a time limit for every read
 * of a body (java.net.http only has one for the headers) and starts in half the time.
 */
final class HttpGet {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration READ_LIMIT = Duration.ofSeconds(30);
  private static final int MOST_REDIRECTS = 5;

  private HttpGet() {}

  /** An answer; its body must be closed. */
  record Answer(URI uri, int status, HttpURLConnection connection) implements AutoCloseable {
    @Nullable String header(String name) {
      return connection.getHeaderField(name);
    }

    InputStream body() throws IOException {
      return connection.getInputStream();
    }

    @Override
    public void close() {
      connection.disconnect();
    }
  }

  static Answer send(URI uri, Map<String, String> headers) throws IOException {
    var current = uri;
    var sent = new HashMap<>(headers);
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      var connection = (HttpURLConnection) current.toURL().openConnection();
      connection.setConnectTimeout((int) CONNECT_LIMIT.toMillis());
      connection.setReadTimeout((int) READ_LIMIT.toMillis());
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      sent.forEach(connection::setRequestProperty);
      int status = connection.getResponseCode();
      String location = connection.getHeaderField("Location");
      if (status < 300 || status >= 400 || location == null) {
        return new Answer(current, status, connection);
      }
      var next = current.resolve(location);
      if (!next.getScheme().equals(current.getScheme()) && !"https".equals(next.getScheme())) {
        throw new IOException(current + " leads from HTTPS to " + next + ", which is not safe");
      }
      if (!next.getAuthority().equals(current.getAuthority())) {
        sent.remove("Authorization"); // the token is the registry's, not the blob store's
      }
      connection.disconnect();
      current = next;
    }
    throw new IOException(uri + " leads to more than " + MOST_REDIRECTS + " other addresses");
  }
}
