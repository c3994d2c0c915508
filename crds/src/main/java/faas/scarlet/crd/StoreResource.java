package faas.scarlet.crd;

import faas.scarlet.model.storage.StoreId;
import faas.scarlet.model.storage.StoreSpec;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import org.jspecify.annotations.Nullable;

/**
 * An object store as the API server knows it, for one namespace or for all. It is no {@code
 * HasMetadata} by itself: Jackson would take that interface's way of reading before the classes'
 * own, and find no type.
 */
public interface StoreResource {
  /** Its name, and what else the API server knows of each object. */
  ObjectMeta getMetadata();

  /** What the API server calls its type. */
  String getKind();

  /** What the user wrote. */
  StoreSpec getSpec();

  /** What the operator says of it; null where nobody has looked at it yet. */
  @Nullable ObjectStoreStatus getStatus();

  /** Which store it is. */
  default StoreId id() {
    return new StoreId(getMetadata().getNamespace(), getMetadata().getName());
  }
}
