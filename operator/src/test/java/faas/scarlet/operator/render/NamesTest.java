package faas.scarlet.operator.render;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.model.function.FunctionId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void childrenAreCalledAfterTheirFunction() {
    var id = new FunctionId("imaging", "grayscale");

    assertThat(Names.service(id)).isEqualTo("grayscale");
    assertThat(Names.config(id)).isEqualTo("grayscale-function");
    assertThat(Names.stores(id)).isEqualTo("grayscale-stores");
  }

  @Test
  void theLongestFunctionNameStillGivesNamesAndLabelsThatKubernetesTakes() {
    var id = new FunctionId("imaging", "a" + "-b".repeat(31));

    var names = Stream.of(Names.service(id), Names.config(id), Names.stores(id));
    var labels = Names.labels(id).values().stream();

    assertThat(Stream.concat(names, labels))
        .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(63).matches("[a-z0-9-]+"));
  }

  @Test
  void longNamesThatDifferOnlyAtTheirEndStayApart() {
    var one = new FunctionId("imaging", "a".repeat(62) + "b");
    var other = new FunctionId("imaging", "a".repeat(62) + "c");

    assertThat(Names.config(one)).isNotEqualTo(Names.config(other));
  }
}
