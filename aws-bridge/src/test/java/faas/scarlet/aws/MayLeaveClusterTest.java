package faas.scarlet.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MayLeaveClusterTest {
  @Test
  void refusesAFunctionWhoseDataMustStay() {
    assertThatThrownBy(() -> new MayLeaveCluster(Functions.of("secret", "'stageIn': true")))
        .isInstanceOf(DataMustStayException.class)
        .hasMessageContaining("p4/secret")
        .hasMessageContaining("MayLeaveCluster");
    assertThatThrownBy(
            () ->
                new MayLeaveCluster(
                    Functions.of(
                        "secret", "'placement': {'target': 'lambda', 'data': 'StayOnCluster'}")))
        .isInstanceOf(DataMustStayException.class);
  }

  @Test
  void takesOneWhoseDataMayLeave() {
    var function = Functions.of("open", "'placement': {'data': 'MayLeaveCluster'}");

    assertThat(new MayLeaveCluster(function).function()).isEqualTo(function);
  }
}
