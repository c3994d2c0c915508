package faas.scarlet.supervisor.staging;

import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.supervisor.fault.Fault;
import java.util.List;

/** The object stores by the names that manifests use. */
@FunctionalInterface
public interface ObjectStores {
  /** The store of this name; a store that nobody has set up is {@code AccessDenied}. */
  ObjectStore named(String name) throws Fault;

  /** Begins, in the background, what the first use would else have to wait for. */
  default void prepare() {}

  /** S3 stores; each gets one client, kept for all attempts. */
  static ObjectStores s3(List<StoreAccess> stores) {
    return new S3Stores(stores);
  }
}
