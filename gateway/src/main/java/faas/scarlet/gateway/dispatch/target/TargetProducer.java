package faas.scarlet.gateway.dispatch.target;

import faas.scarlet.aws.AwsLambdaBridge;
import faas.scarlet.aws.BridgeSettings;
import faas.scarlet.aws.staging.S3StagingArea;
import faas.scarlet.gateway.Settings;
import faas.scarlet.gateway.store.ObjectStores;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the targets that the settings name. */
final class TargetProducer {
  @Produces
  @Singleton
  Targets targets(
      Settings settings,
      AttemptListener listener,
      ObjectStores stores,
      Instance<KubernetesClient> kubernetes) {
    return new Targets(
        home(settings, listener, kubernetes),
        settings
            .lambda()
            .region()
            .map(
                region ->
                    lambda(
                        settings.lambda(),
                        accounts(settings, region, kubernetes),
                        listener,
                        stores)));
  }

  private static Target lambda(
      Settings.Lambda settings,
      LambdaAccounts accounts,
      AttemptListener listener,
      ObjectStores stores) {
    var bridge =
        BridgeSettings.forCalls(
            settings.installation(),
            settings.prefix(),
            settings.stagingBucket(),
            settings.endpoint());
    return new LambdaTarget(
        accounts,
        new AwsLambdaBridge(bridge),
        new S3StagingArea(bridge),
        new HomeFiles(stores),
        settings.leftBehind(),
        listener);
  }

  /** What is told goes on being told for as long as the process lives. */
  private static LambdaAccounts accounts(
      Settings settings, String region, Instance<KubernetesClient> kubernetes) {
    var accounts = new LambdaAccounts(region);
    settings.lambda().accountsFile().ifPresent(file -> AccountsWatch.file(file, accounts));
    settings
        .storesSecret()
        .ifPresent(
            secret ->
                AccountsWatch.of(kubernetes.get(), settings.storesNamespace(), secret, accounts));
    return accounts;
  }

  private static Target home(
      Settings settings, AttemptListener listener, Instance<KubernetesClient> kubernetes) {
    var exchange = new Exchange(listener);
    return switch (settings.target().kind()) {
      case LOCAL ->
          new LocalTarget(
              settings
                  .target()
                  .localUrl()
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "scarlet.target.local-url is needed for scarlet.target.kind=local:"
                                  + " give the base URL of a supervisor server")),
              exchange);
      case CLUSTER ->
          new ClusterTarget(
              exchange,
              new JobAttempts(new Jobs(kubernetes.get()), listener),
              settings.target().longestRequest());
    };
  }
}
