package faas.scarlet.supervisor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.supervisor.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MirrorsTest {
  @ParameterizedTest
  @CsvSource({
    "'', debian, https://registry-1.docker.io/v2/library/debian",
    "'', ghcr.io/a/b, https://ghcr.io/v2/a/b",
    "http://127.0.0.1:5000, debian, http://127.0.0.1:5000/v2/library/debian",
    "http://127.0.0.1:5000, ghcr.io/a/b, https://ghcr.io/v2/a/b",
    "'ghcr.io=https://m/, *=http://n:1', ghcr.io/a/b, https://m/v2/a/b",
    "'ghcr.io=https://m/, *=http://n:1', quay.io/a/b, http://n:1/v2/a/b",
    "https://harbor.example/hub, debian, https://harbor.example/v2/hub/library/debian",
  })
  void sendsRequestsToTheMirrorOfTheRegistry(String setting, String image, String address)
      throws Fault {
    assertThat(Mirrors.parse(setting).repository(Reference.parse(image))).hasToString(address);
  }

  @Test
  void refusesWhatIsNoAddress() {
    assertThatThrownBy(() -> Mirrors.parse("docker.io=registry:5000"))
        .hasMessageContaining("SCARLET_REGISTRY_MIRROR")
        .hasMessageContaining("docker.io=registry:5000");
  }
}
