package faas.scarlet.operator.bake;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.aws.bake.Login;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginFilesTest {
  private static final String FILE =
      "{\"auths\":{\"registry.example.com\":{\"username\":\"u\",\"password\":\"hidden\"}}}";

  private final LoginFiles logins = new LoginFiles(List.of(FILE), "Secret push", "name one");

  @Test
  void eachWantOfALoginHasItsRemedy() {
    assertThat(logins.of("registry.example.com", "a")).contains(new Login("u", "hidden"));
    assertThat(logins.remedy("registry.example.com", true))
        .contains("registry.example.com", "Secret push", "was refused");
    assertThat(logins.remedy("other.example.com", false))
        .contains("none for other.example.com in Secret push", "add it");
    assertThat(
            new LoginFiles(List.of(), "Secret push", "name one")
                .remedy("registry.example.com", false))
        .contains("registry.example.com", "name one");
  }

  @Test
  void passwordsAreInNoText() {
    assertThat(logins.toString()).doesNotContain("hidden");
    assertThat(logins.remedy("registry.example.com", true)).doesNotContain("hidden");
  }
}
