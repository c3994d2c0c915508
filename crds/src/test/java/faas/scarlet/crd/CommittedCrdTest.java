package faas.scarlet.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The CRDs are generated, but committed too: they must be apply-able without a build. */
class CommittedCrdTest {
  private static final String FIX =
      "./mvnw -q test -pl crds -am -Dtest=CommittedCrdTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dscarlet.update=true";

  static Stream<Arguments> committed() {
    return Stream.of("crds", "helm/scarlet/crds")
        .flatMap(folder -> GeneratedCrd.ALL.stream().map(crd -> Arguments.of(folder, crd)));
  }

  @ParameterizedTest
  @MethodSource("committed")
  void theCommittedYamlIsWhatTheTypesGive(String folder, GeneratedCrd crd) throws IOException {
    Path committed = Path.of("..", folder, crd.file());
    String generated = crd.yaml();
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
