package faas.scarlet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one token that the settings may ask for. */
@Singleton
public class GatewayToken {
  private final Optional<String> token;
  private final RefusedCallers refused;

  GatewayToken(Settings settings, RefusedCallers refused) {
    token = settings.token();
    this.refused = refused;
  }

  /** The answer for a caller who shows this header; absent where they may come in. */
  public Optional<Response> refusal(@Nullable String authorization) {
    if (token.filter(expected -> !matches("Bearer " + expected, authorization)).isEmpty()) {
      return Optional.empty();
    }
    refused.refused(authorization);
    return Optional.of(
        Response.status(Response.Status.UNAUTHORIZED)
            .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
            .type(MediaType.APPLICATION_JSON)
            .entity(new Message("expected the gateway's token as Authorization: Bearer <token>"))
            .build());
  }

  /** In a time that does not tell how much of the guess was right. */
  private static boolean matches(String expected, @Nullable String shown) {
    return shown != null && MessageDigest.isEqual(expected.getBytes(UTF_8), shown.getBytes(UTF_8));
  }
}
