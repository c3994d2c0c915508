package faas.scarlet.operator.knative;

import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.function.PodSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Knative's feature flags.
 *
 * @param values by the flags' names, the defaults of Knative's version among them
 */
record KnativeFlags(Map<String, String> values) {
  static final String NAMESPACE = "knative-serving";
  static final String CONFIG = "config-features";

  private static final String CLAIM = "kubernetes.podspec-persistent-volume-claim";
  private static final String CLAIM_WRITE = "kubernetes.podspec-persistent-volume-write";

  KnativeFlags {
    values = Map.copyOf(values);
  }

  boolean letPodsWriteClaims() {
    return isOn(CLAIM) && isOn(CLAIM_WRITE);
  }

  /** What the manifest asks for and these flags refuse, and what to do. */
  Optional<String> refusal(FunctionSpec spec) {
    var off = needed(spec).entrySet().stream().filter(need -> !isOn(need.getValue())).toList();
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

  private boolean isOn(String flag) {
    String value = values.getOrDefault(flag, "disabled");
    return value.equalsIgnoreCase("enabled") || value.equalsIgnoreCase("allowed");
  }
}
