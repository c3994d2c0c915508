package faas.scarlet.operator.lambda;

import faas.scarlet.aws.FunctionOnLambda;
import faas.scarlet.aws.LambdaAddress;
import faas.scarlet.aws.LambdaBridge;

/** What is to be so on Lambda. Equal tasks ask for the same, with the same credentials. */
sealed interface Task {
  /** The function is there. */
  record Deploy(FunctionOnLambda function) implements Task {}

  /** Nothing of the function is there. */
  record Remove(LambdaAddress address) implements Task {}

  /** Does it; it may take minutes. */
  default Progress carryOut(LambdaBridge bridge) {
    return switch (this) {
      case Deploy(var function) -> new Progress.Deployed(bridge.deploy(function));
      case Remove(var address) -> {
        bridge.remove(address);
        yield new Progress.Gone();
      }
    };
  }
}
