package faas.scarlet.supervisor.staging;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.supervisor.fault.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The S3 stores that somebody has set up. */
final class S3Stores implements ObjectStores {
  private final Map<String, S3Store> byName;

  S3Stores(List<StoreAccess> stores) {
    this.byName =
        stores.stream().collect(Collectors.toUnmodifiableMap(StoreAccess::name, S3Store::new));
  }

  @Override
  public ObjectStore named(String name) throws Fault {
    var store = byName.get(name);
    if (store == null) {
      throw new Fault(
          Reason.ACCESS_DENIED,
          "object store '%s' is not known here, only %s; name it in SCARLET_STORES_FILE"
              .formatted(name, byName.keySet()));
    }
    return store;
  }

  @Override
  public Optional<StoreAccess> access(String name) {
    return Optional.ofNullable(byName.get(name)).map(S3Store::access);
  }

  @Override
  public void prepare() {
    byName.values().forEach(store -> Thread.ofPlatform().daemon().start(store::client));
  }
}
