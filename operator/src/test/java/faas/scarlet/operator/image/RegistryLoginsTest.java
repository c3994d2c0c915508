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

  @Test
  void aLoginIsFoundByItsRegistry() {
    assertThat(RegistryLogins.of("registry.example.com:5000", List.of("no json", FILE)))
        .contains(Credential.from("user", "pa:ss"));
    assertThat(RegistryLogins.of("registry-1.docker.io", List.of(FILE)))
        .contains(Credential.from("hub", "a:b"));
  }

  @Test
  void thereIsNoneForOthersAndNoneThatIsBroken() {
    assertThat(RegistryLogins.of("ghcr.io", List.of(FILE))).isEmpty();
    assertThat(RegistryLogins.of("broken.example.com", List.of(FILE))).isEmpty();
    assertThat(RegistryLogins.of("registry.example.com", List.of())).isEmpty();
  }
}
