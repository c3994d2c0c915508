package faas.scarlet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;

/** Refuses calls without the bearer token that the settings ask for. */
@jakarta.ws.rs.ext.Provider
@TokenRequired
final class TokenFilter implements ContainerRequestFilter {
  private final Provider<Settings> settings;

  /** Made while the gateway is built, when there are no settings yet. */
  TokenFilter(Provider<Settings> settings) {
    this.settings = settings;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    var token = settings.get().token();
    String shown = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (token.isPresent() && !matches("Bearer " + token.get(), shown == null ? "" : shown)) {
      request.abortWith(
          Response.status(Response.Status.UNAUTHORIZED)
              .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
              .type(MediaType.APPLICATION_JSON)
              .entity(new Message("expected the gateway's token as Authorization: Bearer <token>"))
              .build());
    }
  }

  /** In a time that does not tell how much of the guess was right. */
  private static boolean matches(String expected, String shown) {
    return MessageDigest.isEqual(expected.getBytes(UTF_8), shown.getBytes(UTF_8));
  }
}
