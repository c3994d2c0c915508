package faas.scarlet.operator.render;

import faas.scarlet.model.function.Function;
import faas.scarlet.model.storage.StoreAccess;
import java.util.List;
import java.util.Optional;

/**
 * All that a function's Knative service is made of.
 *
 * @param references state of the Secrets and ConfigMaps that pods read only at their start
 * @param baked what the pods start from, where that is not the supervisor's own image
 * @param cacheClaim volume claim that holds unpacked images, where the cluster lets pods write one
 * @param stores how the function reaches its object stores
 */
public record ServicePlan(
    Function function,
    String references,
    Optional<BakedImage> baked,
    Optional<String> cacheClaim,
    List<StoreAccess> stores,
    Settings settings,
    ClusterSettings cluster) {
  public ServicePlan {
    stores = List.copyOf(stores);
  }
}
