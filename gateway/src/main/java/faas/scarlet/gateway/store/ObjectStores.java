package faas.scarlet.gateway.store;

import faas.scarlet.model.storage.StoreId;
import java.util.Collection;
import java.util.Optional;

/** The object stores there are, as of now. */
public interface ObjectStores {
  /** The store that functions of this namespace call so: their own, else everybody's. */
  Optional<ObjectStore> find(String namespace, String name);

  /** The store that is this one, if there is one. */
  Optional<ObjectStore> find(StoreId id);

  /** All of them; cheap to ask. */
  Collection<ObjectStore> all();

  /** From now on the listener is called after each change. */
  void onChange(Runnable listener);

  /**
   * The store that functions of this namespace call so.
   *
   * @throws StoreException where there is none
   */
  default ObjectStore named(String namespace, String name) {
    return find(namespace, name)
        .orElseThrow(
            () ->
                new StoreException(
                    "no object store %s for functions of %s, only %s; apply an ObjectStore of that name, or correct objectStore"
                        .formatted(name, namespace, all().stream().map(ObjectStore::id).toList())));
  }
}
