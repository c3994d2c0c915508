package faas.scarlet.model.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.HostileJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds: functions, or problems with their fields; nothing else, and soon. */
class HostileManifestTest {
  private static final String HEAD =
      "apiVersion: scarlet.faas/v1alpha1\nkind: ScarFunction\nmetadata: {name: f}\nspec: ";
  private static final List<String> NAMES =
      List.of(
          "image",
          "script",
          "scriptFrom",
          "command",
          "args",
          "environment",
          "name",
          "value",
          "input",
          "output",
          "path",
          "prefix",
          "suffix",
          "minSize",
          "maxSize",
          "memory",
          "cpu",
          "timeout",
          "concurrency",
          "scale",
          "min",
          "max",
          "retry",
          "attempts",
          "backoff",
          "execution",
          "mode",
          "engine",
          "placement",
          "target",
          "data",
          "burst",
          "pod",
          "labels",
          "lambda",
          "http",
          "imagePullSecrets",
          "imgae");
  private static final List<String> TEXTS =
      List.of(
          "",
          "debian",
          "a/b",
          "512Mi",
          "99999999999999999999Ti",
          "5m",
          "0s",
          "9".repeat(30) + "h",
          "auto",
          "native",
          "Bake",
          "burst",
          "../..",
          "b",
          "x\ny",
          "\u0000");

  @Property
  void everyTextIsReadOrRefused(@ForAll String text) {
    read(text);
  }

  @Property
  void allBytesAreReadOrRefused(@ForAll byte[] bytes) {
    read(HEAD + new String(bytes, StandardCharsets.ISO_8859_1));
  }

  @Property(tries = 2000)
  void everyTreeOfKnownNamesIsReadOrRefused(@ForAll("trees") JsonNode tree) {
    read(HEAD + tree);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: "})
  void whatIsNestedTooDeepIsRefused(String open) {
    assertThatThrownBy(() -> Manifest.read(HEAD + open.repeat(100_000), "f.yaml"))
        .isInstanceOf(InvalidManifestException.class);
  }

  @Test
  void aBombOfAliasesIsRefused() {
    var bomb = new StringBuilder(HEAD + "{a0: &a0 [x]");
    for (int i = 1; i < 40; i++) {
      bomb.append(", a%d: &a%d [%s]".formatted(i, i, ("*a" + (i - 1) + ",").repeat(20)));
    }

    assertThatThrownBy(() -> Manifest.read(bomb.append("}").toString(), "f.yaml"))
        .isInstanceOf(InvalidManifestException.class);
  }

  private static void read(String text) {
    try {
      assertThat(Manifest.read(text, "f.yaml")).doesNotContainNull();
    } catch (InvalidManifestException e) {
      assertThat(e.problems()).isNotEmpty();
      assertThat(e).hasMessageStartingWith("f.yaml: ");
    }
  }

  @Provide
  Arbitrary<JsonNode> trees() {
    return HostileJson.trees(TEXTS, NAMES, 4);
  }
}
