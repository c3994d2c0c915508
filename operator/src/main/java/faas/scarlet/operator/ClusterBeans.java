package faas.scarlet.operator;

import faas.scarlet.operator.reconcile.GatewayStores;
import faas.scarlet.operator.render.ClusterSettings;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What the operator is told of the cluster that it runs in. */
@ApplicationScoped
class ClusterBeans {
  private static final String LEASE = "scarlet-operator";

  /** A leader that died is followed after so long; it must itself notice much earlier. */
  private static final Duration LEASE_DURATION = Duration.ofSeconds(15);

  private static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
  private static final Duration RETRY_PERIOD = Duration.ofSeconds(2);

  @Produces
  @Singleton
  ClusterSettings clusterSettings(
      @ConfigProperty(name = "scarlet.cache.claim") Optional<String> cacheClaim,
      @ConfigProperty(name = "scarlet.cache.max-bytes") Optional<String> cacheMaxBytes,
      @ConfigProperty(name = "scarlet.gpu.resource", defaultValue = "nvidia.com/gpu") String gpu,
      @ConfigProperty(
              name = "scarlet.network.callers",
              defaultValue = "knative-serving,kourier-system")
          List<String> callers,
      @ConfigProperty(name = "scarlet.network.egress") Optional<List<String>> egress) {
    return new ClusterSettings(cacheClaim, cacheMaxBytes, gpu, callers, egress.orElse(List.of()));
  }

  /** Of several operators one works; none is asked where no namespace for the lease is given. */
  @Produces
  @Dependent
  @Nullable LeaderElectionConfiguration leaderElection(
      @ConfigProperty(name = "scarlet.lease.namespace") Optional<String> namespace,
      GatewayStores stores) {
    return namespace
        .map(
            place ->
                new LeaderElectionConfiguration(
                    LEASE,
                    place,
                    LEASE_DURATION,
                    RENEW_DEADLINE,
                    RETRY_PERIOD,
                    null,
                    new LeaderCallbacks(stores::lead, () -> {}, leader -> {}),
                    true))
        .orElse(null);
  }

  /** Not by function: ten thousand functions would be as many series. */
  @Produces
  @Singleton
  Metrics metrics(MeterRegistry registry) {
    return MicrometerMetrics.withoutPerResourceMetrics(registry);
  }
}
