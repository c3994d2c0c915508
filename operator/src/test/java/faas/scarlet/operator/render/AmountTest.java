package faas.scarlet.operator.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {
  @ParameterizedTest
  @CsvSource({
    "512Mi, 512Mi",
    "1024Mi, 1Gi",
    "1.5Gi, 1536Mi",
    "2000M, 2G",
    "1000000, 1M",
    "1048576, 1048576",
    "0, 0"
  })
  void bytesAreInTheFormOfTheApiServer(String written, String canonical) {
    assertThat(Amount.bytes(written)).hasToString(canonical);
  }

  @ParameterizedTest
  @CsvSource({"500m, 500m", "1000m, 1", "0.5, 500m", "2, 2", "1.50, 1500m", "0.0001, 1m"})
  void coresAreInTheFormOfTheApiServer(String written, String canonical) {
    assertThat(Amount.cpu(written)).hasToString(canonical);
  }
}
