package faas.scarlet.aws;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("lab")
class AwsLambdaBridgeIT extends LambdaBridgeContract {
  private static LabAws aws;

  @BeforeAll
  static void open() {
    aws = LabAws.open();
  }

  @AfterAll
  static void close() {
    if (aws != null) {
      aws.close();
    }
  }

  @Override
  LambdaBridge bridge() {
    return aws.bridge;
  }

  @Override
  AwsAccount account() {
    return aws.account;
  }
}
