package faas.scarlet.gateway.api;

import jakarta.ws.rs.core.MediaType;
import java.net.URLConnection;
import java.util.Optional;

/** Guesses what is in a file by its name. */
final class ContentTypes {
  private ContentTypes() {}

  /** The type that the end of the name stands for; any bytes where it stands for none. */
  static String of(String name) {
    return Optional.ofNullable(URLConnection.guessContentTypeFromName(name))
        .orElse(MediaType.APPLICATION_OCTET_STREAM);
  }
}
