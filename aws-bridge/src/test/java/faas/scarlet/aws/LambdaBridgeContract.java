package faas.scarlet.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.aws.invoke.Answer;
import faas.scarlet.aws.invoke.Call;
import org.junit.jupiter.api.Test;

/** What every bridge does, the one of tests too. */
abstract class LambdaBridgeContract {
  /** A bridge with nothing deployed under these names. */
  abstract LambdaBridge bridge();

  /** Where it deploys. */
  abstract AwsAccount account();

  @Test
  void deploysDescribesAndRemoves() {
    var function = Functions.onLambda("contract", account(), "");

    var deployed = bridge().deploy(function);

    assertThat(deployed.ready()).isTrue();
    assertThat(deployed.image()).contains("@sha256:");
    assertThat(bridge().describe(function.address())).contains(deployed);
    assertThat(bridge().deploy(function)).isEqualTo(deployed);

    bridge().remove(function.address());

    assertThat(bridge().describe(function.address())).isEmpty();
  }

  @Test
  void removesWhatIsNotThere() {
    bridge().remove(Functions.onLambda("never", account(), "").address());

    assertThat(bridge().describe(Functions.onLambda("never", account(), "").address())).isEmpty();
  }

  @Test
  void showsItsAddress() {
    var function = Functions.onLambda("address", account(), "'http': {'enabled': true}");

    assertThat(bridge().deploy(function).url()).isPresent();

    var closed = Functions.onLambda("address", account(), "");
    assertThat(bridge().deploy(closed).url()).isEmpty();
    bridge().remove(closed.address());
  }

  @Test
  void refusesCallsOfWhatIsNotThere() {
    var function = Functions.onLambda("never", account(), "");

    assertThatThrownBy(() -> bridge().invoke(function, new Call("{}", true)))
        .isInstanceOfSatisfying(
            AwsFault.class, fault -> assertThat(fault.why()).isEqualTo(AwsCause.MISSING));
  }

  @Test
  void refusesCallsThatAreTooLarge() {
    var function = Functions.onLambda("large", account(), "");
    bridge().deploy(function);
    String large = "\"" + "x".repeat(Call.MOST_QUEUED) + "\"";

    assertThatThrownBy(() -> bridge().invoke(function, new Call(large, false)))
        .isInstanceOfSatisfying(
            AwsFault.class, fault -> assertThat(fault.why()).isEqualTo(AwsCause.PAYLOAD_TOO_LARGE));
    assertThat(bridge().invoke(function, new Call("{}", false))).isInstanceOf(Answer.Queued.class);
    bridge().remove(function.address());
  }
}
