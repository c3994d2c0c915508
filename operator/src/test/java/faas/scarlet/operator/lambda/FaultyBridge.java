package faas.scarlet.operator.lambda;

import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.Deployment;
import faas.scarlet.aws.FunctionOnLambda;
import faas.scarlet.aws.InMemoryLambdaBridge;
import faas.scarlet.aws.LambdaAddress;
import faas.scarlet.aws.LambdaBridge;
import faas.scarlet.aws.invoke.Answer;
import faas.scarlet.aws.invoke.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Lambda in memory that fails where a test says so, and knows what was asked. */
final class FaultyBridge implements LambdaBridge {
  final List<FunctionOnLambda> deployed = new ArrayList<>();
  final List<LambdaAddress> removed = new ArrayList<>();
  Optional<AwsCause> fault = Optional.empty();
  private final LambdaBridge bridge =
      new InMemoryLambdaBridge((function, call) -> new Answer.Queued("never"));

  @Override
  public Deployment deploy(FunctionOnLambda function) {
    deployed.add(function);
    fail();
    return bridge.deploy(function);
  }

  @Override
  public Optional<Deployment> describe(LambdaAddress address) {
    return bridge.describe(address);
  }

  @Override
  public Answer invoke(FunctionOnLambda function, Call call) {
    return bridge.invoke(function, call);
  }

  @Override
  public void remove(LambdaAddress address) {
    removed.add(address);
    fail();
    bridge.remove(address);
  }

  @Override
  public void close() {
    bridge.close();
  }

  private void fail() {
    fault.ifPresent(
        cause -> {
          throw new AwsFault(cause, "in plain words");
        });
  }
}
