package faas.scarlet.supervisor.image;

import faas.scarlet.model.tls.Authorities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Which servers are who they say: by the Java runtime's authorities, and by the operator's own. */
final class Trust {
  private final Optional<Path> file;
  private @Nullable SSLSocketFactory sockets;

  /**
   * Trusts.
   *
   * @param file further authorities, in PEM; read when the first connection needs it
   */
  Trust(Optional<Path> file) {
    this.file = file;
  }

  void applyTo(HttpsURLConnection connection) throws IOException {
    if (file.isPresent()) {
      connection.setSSLSocketFactory(sockets(file.get()));
    }
  }

  private synchronized SSLSocketFactory sockets(Path pem) throws IOException {
    if (sockets == null) {
      try {
        sockets = Authorities.of(Files.readString(pem)).sockets();
      } catch (GeneralSecurityException e) {
        throw new IOException(
            "%s: %s holds no certificates in PEM (%s)"
                .formatted(CacheSettings.CA_SETTING, pem, e.getMessage()),
            e);
      }
    }
    return sockets;
  }
}
