package faas.scarlet.aws;

import faas.scarlet.aws.invoke.Answer;

class InMemoryLambdaBridgeTest extends LambdaBridgeContract {
  private final LambdaBridge bridge =
      new InMemoryLambdaBridge((function, call) -> new Answer.Done("{}"));

  @Override
  LambdaBridge bridge() {
    return bridge;
  }

  @Override
  AwsAccount account() {
    return new AwsAccount("eu-central-1", new AwsAccess.FromSurroundings());
  }
}
