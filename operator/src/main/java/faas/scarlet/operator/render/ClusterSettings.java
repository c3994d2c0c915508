package faas.scarlet.operator.render;

import java.util.List;
import java.util.Optional;

/**
 * What an installation decides about the pods of all its functions.
 *
 * @param cacheClaim volume claim, of this name in each function's namespace, that holds unpacked
 *     images for all instances; none: each instance has its own
 * @param cacheMaxBytes size limit of the cache, passed to the supervisor as it is
 * @param gpuResource what a GPU is called on the nodes
 * @param callers namespaces whose pods may call instances: Knative's and its ingress'
 * @param egress address ranges and namespaces that instances may reach; none: all but the nodes'
 *     own metadata
 */
public record ClusterSettings(
    Optional<String> cacheClaim,
    Optional<String> cacheMaxBytes,
    String gpuResource,
    List<String> callers,
    List<String> egress) {
  public ClusterSettings {
    callers = List.copyOf(callers);
    egress = List.copyOf(egress);
  }
}
