package faas.scarlet.model.function;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.model.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LambdaRulesTest {
  private static final String ON_LAMBDA =
      "'placement': {'target': 'lambda', 'data': 'MayLeaveCluster'}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'memory': '127Mi'            | spec.memory",
        "'memory': '10241Mi'          | spec.memory",
        "'ephemeralStorage': '511Mi'  | spec.ephemeralStorage",
        "'ephemeralStorage': '10.1Gi' | spec.ephemeralStorage",
        "'timeout': '901s'            | spec.timeout",
        "'gpu': 1                     | spec.gpu",
        "'lambda': {'logRetentionDays': 2} | spec.lambda.logRetentionDays",
        "'lambda': {'vpc': {'subnetIds': ['subnet-1']}} | spec.lambda.vpc",
      },
      quoteCharacter = '"')
  void refusesWhatLambdaHasNot(String field, String path) throws Exception {
    var found = check(field + ", " + ON_LAMBDA);

    assertThat(found).extracting(Problem::path).containsExactly(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'memory': '128Mi', 'ephemeralStorage': '512Mi', 'timeout': '15m'",
        "'memory': '10Gi', 'ephemeralStorage': '10Gi', 'lambda': {'logRetentionDays': 3653}"
      })
  void takesTheBounds(String fields) throws Exception {
    assertThat(check(fields + ", " + ON_LAMBDA)).isEmpty();
  }

  @Test
  void leavesFunctionsOfTheClusterAlone() throws Exception {
    assertThat(check("'memory': '64Mi', 'gpu': 1, 'timeout': '1h'")).isEmpty();
  }

  private static List<Problem> check(String fields) throws Exception {
    String json = "{'image': 'busybox', " + fields + "}";
    return LambdaRules.check(Json.MAPPER.readValue(json.replace('\'', '"'), FunctionSpec.class));
  }
}
