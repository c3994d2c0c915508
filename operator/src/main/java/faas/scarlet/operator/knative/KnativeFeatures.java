package faas.scarlet.operator.knative;

import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.function.PodSettings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which fields of a pod Knative lets pass: flags that the cluster's administrator sets. */
@Singleton
public class KnativeFeatures {
  private static final String NAMESPACE = "knative-serving";
  private static final String CONFIG = "config-features";
  private static final String EXAMPLE = "_example";
  private static final String CLAIM = "kubernetes.podspec-persistent-volume-claim";
  private static final String CLAIM_WRITE = "kubernetes.podspec-persistent-volume-write";
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final Clock clock;
  private Optional<Map<String, String>> flags = Optional.empty();
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
    return flags().flatMap(known -> refusal(needed(spec), known));
  }

  /** Whether pods may have a volume claim that they write to. */
  public boolean letsPodsWriteClaims() {
    return flags().filter(known -> isOn(known, CLAIM) && isOn(known, CLAIM_WRITE)).isPresent();
  }

  private static Optional<String> refusal(Map<String, String> needed, Map<String, String> flags) {
    var off = needed.entrySet().stream().filter(need -> !isOn(flags, need.getValue())).toList();
    return off.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Knative does not allow %s; ask its administrator to set %s in ConfigMap %s of namespace %s, or leave it out"
                .formatted(
                    off.stream().map(Map.Entry::getKey).collect(Collectors.joining(", ")),
                    off.stream()
                        .map(need -> need.getValue() + ": enabled")
                        .collect(Collectors.joining(", ")),
                    CONFIG,
                    NAMESPACE));
  }

  /** From the manifest's fields to the flags behind which Knative has them. */
  private static Map<String, String> needed(FunctionSpec spec) {
    var needed = new LinkedHashMap<String, String>();
    PodSettings pod = spec.pod();
    if (pod == null) {
      return needed;
    }
    if (!pod.nodeSelector().isEmpty()) {
      needed.put("spec.pod.nodeSelector", "kubernetes.podspec-nodeselector");
    }
    if (!pod.tolerations().isEmpty()) {
      needed.put("spec.pod.tolerations", "kubernetes.podspec-tolerations");
    }
    if (!pod.affinity().isEmpty()) {
      needed.put("spec.pod.affinity", "kubernetes.podspec-affinity");
    }
    if (pod.priorityClassName() != null) {
      needed.put("spec.pod.priorityClassName", "kubernetes.podspec-priorityclassname");
    }
    if (pod.runtimeClassName() != null) {
      needed.put("spec.pod.runtimeClassName", "kubernetes.podspec-runtimeclassname");
    }
    return needed;
  }

  private static boolean isOn(Map<String, String> flags, String flag) {
    String value = flags.getOrDefault(flag, "disabled");
    return value.equalsIgnoreCase("enabled") || value.equalsIgnoreCase("allowed");
  }

  private synchronized Optional<Map<String, String>> flags() {
    var now = clock.instant();
    if (read.isBefore(now.minus(FRESH))) {
      flags = readFlags();
      read = now;
    }
    return flags;
  }

  private Optional<Map<String, String>> readFlags() {
    try {
      return Optional.ofNullable(client.configMaps().inNamespace(NAMESPACE).withName(CONFIG).get())
          .map(ConfigMap::getData)
          .map(this::withDefaults);
    } catch (KubernetesClientException e) {
      return Optional.empty();
    }
  }

  /** The defaults differ by version; the ConfigMap brings those of its own as an example. */
  private Map<String, String> withDefaults(Map<String, String> data) {
    var flags = new HashMap<String, String>();
    Map<?, ?> defaults =
        client.getKubernetesSerialization().unmarshal(data.getOrDefault(EXAMPLE, "{}"), Map.class);
    defaults.forEach((flag, value) -> flags.put(String.valueOf(flag), String.valueOf(value)));
    flags.putAll(data);
    return flags;
  }
}
