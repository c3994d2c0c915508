package faas.scarlet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.security.MessageDigest;
import java.util.Optional;

/** Refuses calls without the bearer token that the settings ask for. */
@Provider
@TokenRequired
final class TokenFilter implements ContainerRequestFilter {
  private final Optional<byte[]> expected;

  TokenFilter(Settings settings) {
    expected = settings.token().map(token -> ("Bearer " + token).getBytes(UTF_8));
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String shown = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (expected.isPresent() && !matches(expected.get(), shown == null ? "" : shown)) {
      request.abortWith(
          Response.status(Response.Status.UNAUTHORIZED)
              .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
              .type(MediaType.APPLICATION_JSON)
              .entity(new Message("expected the gateway's token as Authorization: Bearer <token>"))
              .build());
    }
  }

  /** In a time that does not tell how much of the guess was right. */
  private static boolean matches(byte[] expected, String shown) {
    return MessageDigest.isEqual(expected, shown.getBytes(UTF_8));
  }
}
