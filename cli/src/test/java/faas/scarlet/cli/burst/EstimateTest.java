package faas.scarlet.cli.burst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static final String FUNCTION =
      """
      {"size": {"memory": "2Gi", "ephemeralStorage": "512Mi", "timeLimitSeconds": 300, "atOnce": 10}}
      """;

  @Test
  void countsWithTheMedianOfWhatIsKnown() throws Exception {
    var estimate = estimate(25, "10", "01", "04");

    assertThat(estimate.time()).isEqualTo(Duration.ofSeconds(12));
    assertThat(estimate.cost()).isCloseTo(cost(25, 100), within(1e-9));
    assertThat(estimate.inWords()).contains("and 12.0 s (4.0 s for each, the median of 3 runs)");
  }

  @Test
  void countsWithTheTimeoutWhereNothingIsKnown() throws Exception {
    var estimate = estimate(1);

    assertThat(estimate.cost()).isCloseTo(cost(1, 300), within(1e-9));
    assertThat(estimate.inWords()).contains("at the most").contains("timeout of 5 min 0 s");
  }

  private static double cost(long files, long seconds) throws Exception {
    var size = new Prices.Size("2Gi", "512Mi", false);
    return Prices.standard().of(size, files, Duration.ofSeconds(seconds));
  }

  private static Estimate estimate(long files, String... seconds) throws Exception {
    var ended = Json.MAPPER.createArrayNode();
    for (String second : List.of(seconds)) {
      ended
          .addObject()
          .put("startedAt", "2026-01-01T00:00:00Z")
          .put("endedAt", "2026-01-01T00:00:%sZ".formatted(second));
    }
    JsonNode function = Json.MAPPER.readTree(FUNCTION);
    return Estimate.of(function, files, ended, Prices.standard());
  }
}
