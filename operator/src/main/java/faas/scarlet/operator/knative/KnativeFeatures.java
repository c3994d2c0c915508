package faas.scarlet.operator.knative;

import faas.scarlet.model.function.FunctionSpec;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which fields of a pod Knative lets pass: flags that the cluster's administrator sets. */
@Singleton
public class KnativeFeatures {
  private static final String EXAMPLE = "_example";
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final Clock clock;
  private Optional<KnativeFlags> flags = Optional.empty();
  private Instant read = Instant.MIN;

  /** Reads the flags with this client, when they are needed. */
  public KnativeFeatures(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * What the manifest asks for and Knative refuses, and what to do; empty where all is allowed, or
   * where the flags may not be read: then Knative itself says so.
   */
  public Optional<String> refusal(FunctionSpec spec) {
    return flags().flatMap(known -> known.refusal(spec));
  }

  /** Whether pods may have a volume claim that they write to. */
  public boolean letsPodsWriteClaims() {
    return flags().filter(KnativeFlags::letPodsWriteClaims).isPresent();
  }

  /** Whether it is these flags that Knative's refusal is about, and then what to do. */
  public static Optional<String> explanation(String refusal) {
    return refusal.contains("must not set the field(s)")
        ? Optional.of(
            "%s; Knative's administrator allows fields of pods in ConfigMap %s of namespace %s"
                .formatted(refusal, KnativeFlags.CONFIG, KnativeFlags.NAMESPACE))
        : Optional.empty();
  }

  private synchronized Optional<KnativeFlags> flags() {
    var now = clock.instant();
    if (read.isBefore(now.minus(FRESH))) {
      flags = readFlags();
      read = now;
    }
    return flags;
  }

  private Optional<KnativeFlags> readFlags() {
    try {
      return Optional.ofNullable(
              client
                  .configMaps()
                  .inNamespace(KnativeFlags.NAMESPACE)
                  .withName(KnativeFlags.CONFIG)
                  .get())
          .map(ConfigMap::getData)
          .map(this::withDefaults);
    } catch (KubernetesClientException e) {
      return Optional.empty();
    }
  }

  /** The defaults differ by version; the ConfigMap brings those of its own as an example. */
  private KnativeFlags withDefaults(Map<String, String> data) {
    var flags = new HashMap<String, String>();
    Map<?, ?> defaults =
        client.getKubernetesSerialization().unmarshal(data.getOrDefault(EXAMPLE, "{}"), Map.class);
    defaults.forEach((flag, value) -> flags.put(String.valueOf(flag), String.valueOf(value)));
    flags.putAll(data);
    return new KnativeFlags(flags);
  }
}
