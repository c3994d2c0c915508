package faas.scarlet.model.function;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passed to the pods of the function as they are, as in a Pod; on a cluster only. */
@ValidationRule(
    value =
        "!has(self.labels) || self.labels.all(key, !key.startsWith('app.kubernetes.io/')"
            + " && !key.startsWith('serving.knative.dev/') && !key.startsWith('scarlet.faas/'))",
    message = "labels: " + PodSettings.RESERVED)
@ValidationRule(
    value =
        "!has(self.annotations) || self.annotations.all(key, !key.startsWith('scarlet.faas/')"
            + " && !key.startsWith('serving.knative.dev/')"
            + " && key != 'autoscaling.knative.dev/min-scale'"
            + " && key != 'autoscaling.knative.dev/max-scale')",
    message = "annotations: " + PodSettings.RESERVED)
public record PodSettings(
    @Size(max = 50) @JsonPropertyDescription("Labels that a node must have.")
        Map<String, String> nodeSelector,
    @JsonPropertyDescription("Taints of nodes that are borne.") List<Toleration> tolerations,
    @JsonPropertyDescription("Which nodes and neighbours are wanted, as in a Pod.")
        Map<String, Object> affinity,
    @Nullable @JsonPropertyDescription("Name of a PriorityClass.") String priorityClassName,
    @Nullable @JsonPropertyDescription("Name of a RuntimeClass.") String runtimeClassName,
    @Nullable
        @JsonPropertyDescription("Account of the pods; its token is not given to them even so.")
        String serviceAccountName,
    @Size(max = 50) @JsonPropertyDescription("More labels.") Map<String, String> labels,
    @Size(max = 50) @JsonPropertyDescription("More annotations.") Map<String, String> annotations) {
  static final String RESERVED =
      "Scarlet and Knative set these themselves; choose other names, and scale for instances";

  public PodSettings {
    nodeSelector = Absent.orEmpty(nodeSelector);
    tolerations = Absent.orEmpty(tolerations);
    affinity = Absent.orEmpty(affinity);
    labels = Absent.orEmpty(labels);
    annotations = Absent.orEmpty(annotations);
  }

  /** Whether a label of this name is set by Scarlet or Knative. */
  static boolean isReservedLabel(String key) {
    return key.startsWith("app.kubernetes.io/")
        || key.startsWith("serving.knative.dev/")
        || key.startsWith("scarlet.faas/");
  }

  /** Whether an annotation of this name is set by Scarlet or Knative. */
  static boolean isReservedAnnotation(String key) {
    return key.startsWith("scarlet.faas/")
        || key.startsWith("serving.knative.dev/")
        || key.equals("autoscaling.knative.dev/min-scale")
        || key.equals("autoscaling.knative.dev/max-scale");
  }
}
