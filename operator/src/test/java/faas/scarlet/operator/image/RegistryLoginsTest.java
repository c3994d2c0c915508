package faas.scarlet.operator.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.Credential;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryLoginsTest {
  private static final String FILE =
      """
      {"auths": {
        "https://index.docker.io/v1/": {"username": "hub", "password": "a:b"},
        "registry.example.com:5000": {"auth": "dXNlcjpwYTpzcw=="},
        "broken.example.com": {"auth": "%%%"}
      }}
      """;

  private static final String TEAMS =
      """
      {"auths": {
        "git.example.com/other": {"username": "other", "password": "o"},
        "git.example.com/team": {"username": "team", "password": "t"},
        "https://git.example.com/v2/": {"username": "all", "password": "a"},
        "azure.example.com": {"auth": "MDAwMDo=", "identitytoken": "eyJ"}
      }}
      """;

  @Test
  void aLoginIsFoundByItsRegistry() {
    assertThat(RegistryLogins.of("registry.example.com:5000", "a/b", List.of("no json", FILE)))
        .contains(Credential.from("user", "pa:ss"));
    assertThat(RegistryLogins.of("registry-1.docker.io", "library/debian", List.of(FILE)))
        .contains(Credential.from("hub", "a:b"));
  }

  @Test
  void theLongestKeyThatFitsTheRepositoryCounts() {
    assertThat(RegistryLogins.of("git.example.com", "team/app/image", List.of(TEAMS)))
        .contains(Credential.from("team", "t"));
    assertThat(RegistryLogins.of("git.example.com", "teams/image", List.of(TEAMS)))
        .contains(Credential.from("all", "a"));
  }

  @Test
  void anIdentityTokenIsALoginToo() {
    assertThat(RegistryLogins.of("azure.example.com", "a", List.of(TEAMS)))
        .hasValueSatisfying(login -> assertThat(login.isOAuth2RefreshToken()).isTrue());
  }

  @Test
  void thereIsNoneForOthersAndNoneThatIsBroken() {
    assertThat(RegistryLogins.of("ghcr.io", "a/b", List.of(FILE))).isEmpty();
    assertThat(RegistryLogins.of("broken.example.com", "a/b", List.of(FILE))).isEmpty();
    assertThat(RegistryLogins.of("registry.example.com", "a/b", List.of())).isEmpty();
  }
}
