package faas.scarlet.gateway.dispatch.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.aws.AwsAccess;
import faas.scarlet.aws.AwsAccount;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.KnownAccount;
import faas.scarlet.aws.OwnAccount;
import faas.scarlet.gateway.testing.Functions;
import faas.scarlet.model.function.Function;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LambdaAccountsTest {
  private static final OwnAccount THEIRS =
      new OwnAccount(Map.of("accessKeyId", "id", "secretAccessKey", "key", "region", "eu-west-1"));
  private static final AwsAccess KEYS = new AwsAccess.Keys("id", "key", Optional.empty());

  private final LambdaAccounts accounts = new LambdaAccounts("eu-central-1");

  @Test
  void functionsThatNameNoneUseTheGatewaysOwn() {
    assertThat(accounts.of(function("lambda: {region: us-east-1}")))
        .isEqualTo(new AwsAccount("us-east-1", new AwsAccess.FromSurroundings()));
  }

  @Test
  void aFunctionsOwnAccountComesWithARegion() {
    tell("test");

    assertThat(accounts.of(function("lambda: {accountSecret: theirs}")))
        .isEqualTo(new AwsAccount("eu-west-1", KEYS));
    assertThat(accounts.of(function("lambda: {accountSecret: theirs, region: us-east-1}")))
        .isEqualTo(new AwsAccount("us-east-1", KEYS));
  }

  @Test
  void anAccountOfAnotherNamespaceIsNobodysHere() {
    tell("other");

    assertThatThrownBy(() -> accounts.of(function("lambda: {accountSecret: theirs}")))
        .isInstanceOf(AwsFault.class)
        .hasMessageContaining("Secret theirs of namespace test");
  }

  private void tell(String namespace) {
    accounts.replace(List.of(new KnownAccount(namespace, "theirs", List.of("f"), THEIRS)));
  }

  private static Function function(String fields) {
    return Functions.function("f", fields);
  }
}
