package faas.scarlet.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The CRD is generated, but committed too: it must be apply-able without a build. */
class CommittedCrdTest {
  private static final String FIX =
      "./mvnw -q test -pl crds -am -Dtest=CommittedCrdTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dscarlet.update=true";

  @ParameterizedTest
  @ValueSource(strings = {"crds", "helm/scarlet/crds"})
  void theCommittedYamlIsWhatTheTypesGive(String folder) throws IOException {
    Path committed = Path.of("..", folder, "scarfunctions.scarlet.faas.yaml");
    String generated = GeneratedCrd.yaml();
    if (Boolean.getBoolean("scarlet.update")) {
      Files.createDirectories(committed.getParent());
      Files.writeString(committed, generated);
    }

    String found = Files.exists(committed) ? Files.readString(committed) : "";

    assertThat(found)
        .as("%s differs from the Java types. Write it anew by:%n  %s%n", committed, FIX)
        .isEqualTo(generated);
  }
}
