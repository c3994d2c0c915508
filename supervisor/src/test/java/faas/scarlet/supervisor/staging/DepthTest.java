package faas.scarlet.supervisor.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DepthTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "15, 15", "'', 0", "-3, 0", "many, 0", "99999999999999999999, 0"})
  void isWhatTheMetadataTell(String text, int depth) {
    assertThat(Depth.of(Map.of("scarlet-depth", text))).isEqualTo(depth);
  }

  @Test
  void endsAChainAtSixteen() {
    assertThatCode(() -> Depth.check(15, "b/k")).doesNotThrowAnyException();
    assertThatThrownBy(() -> Depth.check(16, "b/k"))
        .hasMessageStartingWith("b/k has come through 16 functions")
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.reason()).isEqualTo(Reason.RECURSION_LIMIT));
  }
}
