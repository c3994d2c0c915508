package faas.scarlet.gateway.dispatch.target;

import faas.scarlet.aws.AwsAccess;
import faas.scarlet.aws.AwsAccount;
import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.KnownAccount;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Lambda;
import java.util.List;
import java.util.Optional;

/** As whom, and in which region, functions on Lambda are called. */
final class LambdaAccounts {
  private final String region;
  private volatile List<KnownAccount> known = List.of();

  /**
   * No accounts but the gateway's own one yet.
   *
   * @param region of functions that name none, neither themselves nor in their account's Secret
   */
  LambdaAccounts(String region) {
    this.region = region;
  }

  /** From now on these are the accounts. */
  void replace(List<KnownAccount> accounts) {
    known = List.copyOf(accounts);
  }

  /**
   * The account of this function. One that names its own never gets another.
   *
   * @throws AwsFault where it names one that nobody has told
   */
  AwsAccount of(Function function) {
    var lambda = Optional.ofNullable(function.spec().lambda());
    var secret = lambda.map(Lambda::accountSecret);
    if (secret.isEmpty()) {
      return new AwsAccount(
          lambda.map(Lambda::region).orElse(region), new AwsAccess.FromSurroundings());
    }
    String namespace = function.id().namespace();
    var own =
        known.stream()
            .filter(account -> account.is(namespace, secret.get()))
            .findFirst()
            .orElseThrow(() -> notTold(function, secret.get()))
            .account();
    return new AwsAccount(
        lambda.map(Lambda::region).or(own::region).orElse(region), own.access(namespace));
  }

  private static AwsFault notTold(Function function, String secret) {
    return new AwsFault(
        AwsCause.NO_CREDENTIALS,
        "spec.lambda.accountSecret: nobody has told the gateway the account in Secret %s of namespace %s; see LambdaReady of %s, or list it in scarlet.lambda.accounts-file where there is no operator"
            .formatted(secret, function.id().namespace(), function.id().name()));
  }
}
