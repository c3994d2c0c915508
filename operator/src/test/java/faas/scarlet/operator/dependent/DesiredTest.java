package faas.scarlet.operator.dependent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesiredTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: 1}                   | {a: 1}                                | true
          {a: 1}                   | {a: 1, default: 2}                    | true
          {a: 1}                   | {a: 2}                                | false
          {a: 1}                   | {b: 1}                                | false
          {list: [{a: 1}]}         | {list: [{a: 1, default: 2}]}          | true
          {list: [{a: 1}]}         | {list: [{a: 1}, {a: 2}]}              | false
          {list: [{a: 1}, {a: 2}]} | {list: [{a: 1}]}                      | false
          {deep: {er: {a: x}}}     | {deep: {er: {a: y, default: z}}}      | false
          """)
  void whatAServerAddsIsNoDifference(String desired, String actual, boolean contained)
      throws Exception {
    var yaml = new YAMLMapper();

    boolean result =
        Desired.isContained(
            yaml.readValue(desired, JsonNode.class), yaml.readValue(actual, JsonNode.class));

    assertThat(result).isEqualTo(contained);
  }
}
