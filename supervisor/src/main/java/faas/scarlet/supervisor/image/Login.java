package faas.scarlet.supervisor.image;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a registry asks for; never shown in a text. */
sealed interface Login {
  /** A user's, for basic authentication and for token servers. */
  record Password(String user, String secret) implements Login {
    /** Value of the header {@code Authorization}. */
    String basic() {
      byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
      return "a password";
    }
  }

  /** What a token server gives for a login that is not kept (OAuth 2 refresh token). */
  record IdentityToken(String token) implements Login {
    @Override
    public String toString() {
      return "an identity token";
    }
  }

  /** A token that the registry itself takes. */
  record RegistryToken(String token) implements Login {
    @Override
    public String toString() {
      return "a registry token";
    }
  }
}
