package faas.scarlet.operator.store;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Manifest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputRulesTest {
  @Test
  void eachSuffixOfAnInputHasARule() throws Exception {
    var rules = InputRules.of(function("[{path: photos/in, suffix: [.png, .jpg]}]"), "default");

    assertThat(rules)
        .isEqualTo(
            Map.of(
                "photos",
                List.of(
                    new Rule("scarlet-u-0", "in/", ".png"),
                    new Rule("scarlet-u-1", "in/", ".jpg"))));
  }

  @Test
  void suffixesThatOverlapShareARule() throws Exception {
    var rules = InputRules.of(function("[{path: photos, suffix: [.tar.gz, .gz]}]"), "default");

    assertThat(rules).isEqualTo(Map.of("photos", List.of(new Rule("scarlet-u-0", "", ""))));
  }

  @Test
  void prefixesOfTheFilesNameAreLeftToTheGateway() throws Exception {
    var rules = InputRules.of(function("[{path: photos/in, prefix: [holiday-]}]"), "default");

    assertThat(rules).isEqualTo(Map.of("photos", List.of(new Rule("scarlet-u-0", "in/", ""))));
  }

  @Test
  void everyBucketHasItsRules() throws Exception {
    var rules = InputRules.of(function("[{path: one/a}, {path: two/b}, {path: one/c}]"), "default");

    assertThat(rules.get("one"))
        .containsExactly(new Rule("scarlet-u-0", "a/", ""), new Rule("scarlet-u-2", "c/", ""));
    assertThat(rules.get("two")).containsExactly(new Rule("scarlet-u-1", "b/", ""));
  }

  private static Function function(String input) throws Exception {
    return Manifest.read(
            """
            apiVersion: scarlet.faas/v1alpha1
            kind: ScarFunction
            metadata: {name: f, uid: u}
            spec: {image: debian, input: %s}
            """
                .formatted(input),
            "f.yaml")
        .getFirst();
  }
}
