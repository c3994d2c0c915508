package faas.scarlet.aws.bake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries that have a token server ask who one is: Docker Hub, GitHub, GitLab and others. */
class LoginIT {
  private static final String PASSWORD = "no-such-password";
  private static final Logins LOGINS =
      (host, repository) -> Optional.of(new Login("somebody", PASSWORD));

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403})
  void aLoginThatATokenServerDoesNotTakeIsAskedForAnew(int status) throws Exception {
    try (var registry = new TokenRegistry(status)) {
      assertFault(() -> pull(registry), AwsCause.IMAGE_UNAUTHORIZED, "was refused");
      assertFault(() -> push(registry), AwsCause.REGISTRY_REFUSED, "was refused");
    }
  }

  @Test
  void aTokenServerThatFailsIsWaitedFor() throws Exception {
    try (var registry = new TokenRegistry(500)) {
      assertFault(() -> pull(registry), AwsCause.REGISTRY_UNAVAILABLE, "tried again");
    }
  }

  private static void pull(TokenRegistry registry) {
    Repository.source(place(registry)).close();
  }

  private static void push(TokenRegistry registry) {
    Repository.target(place(registry)).close();
  }

  private static Place place(TokenRegistry registry) {
    return new Place(URI.create("http://" + registry.address()), "team/a", LOGINS);
  }

  private static void assertFault(Runnable action, AwsCause why, String message) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(AwsFault.class, e -> assertThat(e.why()).isEqualTo(why))
        .hasMessageContaining(message)
        .hasMessageNotContaining(PASSWORD);
  }
}
