package faas.scarlet.crd;

import faas.scarlet.model.storage.StoreId;
import faas.scarlet.model.storage.StoreSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import org.jspecify.annotations.Nullable;

/** An object store as the API server knows it, for one namespace or for all. */
public interface StoreResource extends HasMetadata {
  /** What the user wrote. */
  StoreSpec getSpec();

  /** What the operator says of it; null where nobody has looked at it yet. */
  @Nullable ObjectStoreStatus getStatus();

  /** Replaces what is said of it. */
  void setStatus(ObjectStoreStatus status);

  /** Which store it is. */
  default StoreId id() {
    return new StoreId(getMetadata().getNamespace(), getMetadata().getName());
  }
}
