package faas.scarlet.model.function;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passed to the pods of the function as they are, as in a Pod. */
public record PodSettings(
    Map<String, String> nodeSelector,
    List<Map<String, Object>> tolerations,
    Map<String, Object> affinity,
    @Nullable String priorityClassName,
    @Nullable String runtimeClassName,
    @Nullable String serviceAccountName,
    Map<String, String> labels,
    Map<String, String> annotations) {

  public PodSettings {
    nodeSelector = Absent.orEmpty(nodeSelector);
    tolerations = Absent.orEmpty(tolerations);
    affinity = Absent.orEmpty(affinity);
    labels = Absent.orEmpty(labels);
    annotations = Absent.orEmpty(annotations);
  }
}
