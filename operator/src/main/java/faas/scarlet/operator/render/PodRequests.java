package faas.scarlet.operator.render;

import faas.scarlet.model.Json;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.function.PodSettings;
import io.fabric8.knative.serving.v1.RevisionSpec;
import io.fabric8.knative.serving.v1.RevisionSpecBuilder;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.Map;

/** What a function's manifest asks of its pods beside the supervisor: {@code spec.pod}. */
public final class PodRequests {
  private PodRequests() {}

  /**
   * The affinity as a Pod has it.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static Affinity affinity(PodSettings pod) {
    return Json.MAPPER.convertValue(pod.affinity(), Affinity.class);
  }

  static Map<String, String> labels(FunctionSpec spec) {
    return spec.pod() == null ? Map.of() : spec.pod().labels();
  }

  static Map<String, String> annotations(FunctionSpec spec) {
    return spec.pod() == null ? Map.of() : spec.pod().annotations();
  }

  static RevisionSpec addTo(RevisionSpec revision, FunctionSpec spec) {
    var pod = spec.pod();
    if (pod == null) {
      return revision;
    }
    var builder =
        new RevisionSpecBuilder(revision)
            .withTolerations(
                pod.tolerations().stream()
                    .map(toleration -> Json.MAPPER.convertValue(toleration, Toleration.class))
                    .toList())
            .withPriorityClassName(pod.priorityClassName())
            .withRuntimeClassName(pod.runtimeClassName())
            .withServiceAccountName(pod.serviceAccountName());
    if (!pod.nodeSelector().isEmpty()) {
      builder.withNodeSelector(pod.nodeSelector());
    }
    if (!pod.affinity().isEmpty()) {
      builder.withAffinity(affinity(pod));
    }
    return builder.build();
  }
}
