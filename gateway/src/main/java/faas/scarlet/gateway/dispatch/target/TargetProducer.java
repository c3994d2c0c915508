package faas.scarlet.gateway.dispatch.target;

import faas.scarlet.gateway.Settings;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Makes the targets that the settings name. */
final class TargetProducer {
  @Produces
  @Singleton
  Targets targets(
      Settings settings, AttemptListener listener, Instance<KubernetesClient> kubernetes) {
    return new Targets(home(settings, listener, kubernetes), Optional.empty());
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
                              "scarlet.target.local-url is needed for scarlet.target.kind=local: give the base URL of a supervisor server")),
              exchange);
      case CLUSTER ->
          new ClusterTarget(
              exchange,
              new JobAttempts(new Jobs(kubernetes.get()), listener),
              settings.target().longestRequest());
    };
  }
}
