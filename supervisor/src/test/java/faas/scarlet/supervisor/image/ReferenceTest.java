package faas.scarlet.supervisor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.supervisor.fault.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
  private static final String DIGEST = "sha256:" + "a".repeat(64);

  @ParameterizedTest
  @CsvSource({
    "debian, docker.io/library/debian:latest",
    "debian:bookworm, docker.io/library/debian:bookworm",
    "dpokidov/imagemagick:7.1.1, docker.io/dpokidov/imagemagick:7.1.1",
    "localhost/a, localhost/a:latest",
    "registry.example:5000/a/b:c, registry.example:5000/a/b:c",
    "ghcr.io/a/b@DIGEST, ghcr.io/a/b@DIGEST",
    "debian:bookworm@DIGEST, docker.io/library/debian@DIGEST",
  })
  void readsWhatDockerReads(String text, String whole) throws Fault {
    var reference = Reference.parse(text.replace("DIGEST", DIGEST));
    assertThat(reference).hasToString(whole.replace("DIGEST", DIGEST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Debian", "a b", "debian:", "debian@sha256:12", "a/../b", "a//b", "-"})
  void refusesWhatIsNoReference(String text) {
    assertThatThrownBy(() -> Reference.parse(text))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("'" + text + "'");
  }
}
