package faas.scarlet.operator.knative;

import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether there is a Knative to run instances. */
@Singleton
public class Knative {
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final Clock clock;
  private final boolean isWanted;
  private boolean isInstalled;
  private Instant looked = Instant.MIN;

  /** Where {@code scarlet.knative} is {@code off}, functions have no instances. */
  public Knative(
      KubernetesClient client,
      Clock clock,
      @ConfigProperty(name = "scarlet.knative", defaultValue = "on") String wanted) {
    this.client = client;
    this.clock = clock;
    this.isWanted = !wanted.equals("off");
  }

  /** Whether the installation wants instances at all. */
  public boolean isWanted() {
    return isWanted;
  }

  /** Whether the API server knows Knative services. */
  public synchronized boolean isInstalled() {
    var now = clock.instant();
    if (looked.isBefore(now.minus(FRESH))) {
      isInstalled = client.supports(Service.class);
      looked = now;
    }
    return isInstalled;
  }
}
