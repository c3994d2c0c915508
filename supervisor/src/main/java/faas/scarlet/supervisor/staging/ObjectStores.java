package faas.scarlet.supervisor.staging;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.supervisor.fault.Fault;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The object stores by the names that manifests use. */
@FunctionalInterface
public interface ObjectStores {
  /** The store of this name; a store that nobody has set up is {@code AccessDenied}. */
  ObjectStore named(String name) throws Fault;

  /** S3 stores; each gets one client, kept for all attempts. */
  static ObjectStores s3(List<StoreAccess> stores) {
    Map<String, ObjectStore> byName =
        stores.stream().collect(Collectors.toUnmodifiableMap(StoreAccess::name, S3Store::new));
    return name -> {
      var store = byName.get(name);
      if (store == null) {
        throw new Fault(
            Reason.ACCESS_DENIED,
            "object store '%s' is not known here, only %s; name it in SCARLET_STORES_FILE"
                .formatted(name, byName.keySet()));
      }
      return store;
    };
  }
}
