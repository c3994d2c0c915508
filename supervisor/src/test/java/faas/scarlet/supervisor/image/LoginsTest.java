package faas.scarlet.supervisor.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginsTest {
  @TempDir Path folder = Path.of("");

  @Test
  void dockerHubHasManyNames() throws Exception {
    for (String key : List.of("https://index.docker.io/v1/", "docker.io", "index.docker.io")) {
      var logins = logins("{\"auths\":{\"%s\":{\"auth\":\"dTpw\"}}}".formatted(key));

      assertThat(logins.find("registry-1.docker.io", "library/debian")).contains(password("u"));
    }
  }

  @Test
  void theLongestKeyCountsAndAHostIsNotAnotherOnesPrefix() throws Exception {
    var logins =
        logins(
            """
            {"auths":{"https://r.example:5000/v2/":{"username":"all","password":"p"},
            "r.example:5000/team":{"username":"team","password":"p"}}}""");

    assertThat(logins.find("r.example:5000", "team/app")).contains(password("team"));
    assertThat(logins.find("r.example:5000", "teams/app")).contains(password("all"));
    assertThat(logins.find("r.example", "team/app")).isEmpty();
    assertThat(logins.find("r.example:5000.evil.example", "team/app")).isEmpty();
  }

  @Test
  void theFirstFileThatKnowsTheRegistryCounts() throws Exception {
    var first = Files.writeString(folder.resolve("1"), "{\"auths\":{\"b\":{\"auth\":\"dTpw\"}}}");
    var second =
        Files.writeString(
            folder.resolve("2"),
            "{\"auths\":{\"a\":{\"username\":\"x\",\"password\":\"p\"},\"b\":{\"username\":\"y\"}}}");
    var logins = new Logins(List.of(first, second));

    assertThat(logins.find("a", "r")).contains(password("x"));
    assertThat(logins.find("b", "r")).contains(password("u"));
  }

  @Test
  void aLoginDoesNotShowItself() {
    var logins =
        List.of(
            password("u"), new Login.IdentityToken("secret"), new Login.RegistryToken("secret"));

    assertThat(logins.toString()).doesNotContain("secret").doesNotContain("=p");
  }

  private Logins logins(String content) throws Exception {
    return new Logins(List.of(Files.writeString(folder.resolve("config.json"), content)));
  }

  private static Login password(String user) {
    return new Login.Password(user, "p");
  }
}
