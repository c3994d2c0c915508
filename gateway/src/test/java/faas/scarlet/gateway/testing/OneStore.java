package faas.scarlet.gateway.testing;

import faas.scarlet.gateway.store.ObjectStore;
import faas.scarlet.gateway.store.ObjectStores;
import faas.scarlet.model.storage.StoreId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** No other store than this one. */
public record OneStore(ObjectStore store) implements ObjectStores {
  @Override
  public Optional<ObjectStore> find(String namespace, String name) {
    return find(new StoreId(null, name));
  }

  @Override
  public Optional<ObjectStore> find(StoreId id) {
    return Optional.of(store).filter(it -> it.id().equals(id));
  }

  @Override
  public Collection<ObjectStore> all() {
    return List.of(store);
  }

  @Override
  public void onChange(Runnable listener) {
    // nothing changes
  }
}
