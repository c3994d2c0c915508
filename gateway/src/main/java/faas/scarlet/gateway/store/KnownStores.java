package faas.scarlet.gateway.store;

import faas.scarlet.model.storage.KnownStore;
import faas.scarlet.model.storage.StoreId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stores from a list that may be replaced while they are used. */
public final class KnownStores implements ObjectStores, AutoCloseable {
  /** What uses a store that is replaced has ended by then. */
  private static final Duration LONGEST_USE = Duration.ofHours(2);

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Map<StoreId, S3Store> stores = Map.of();

  /** From now on these are the stores; those that stay as they were keep their connections. */
  public void replace(List<KnownStore> known) {
    if (change(known)) {
      listeners.forEach(Runnable::run);
    }
  }

  private synchronized boolean change(List<KnownStore> known) {
    var before = stores;
    var now = new HashMap<StoreId, S3Store>();
    for (KnownStore store : known) {
      var open = before.get(store.id());
      now.put(store.id(), open != null && open.is(store) ? open : new S3Store(store));
    }
    stores = Map.copyOf(now);
    var gone = before.values().stream().filter(store -> !now.containsValue(store)).toList();
    gone.forEach(KnownStores::closeLater);
    return !gone.isEmpty() || now.size() != before.size();
  }

  private static void closeLater(S3Store store) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                Thread.sleep(LONGEST_USE);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              store.close();
            });
  }

  @Override
  public Optional<ObjectStore> find(String namespace, String name) {
    return find(new StoreId(namespace, name)).or(() -> find(new StoreId(null, name)));
  }

  @Override
  public Optional<ObjectStore> find(StoreId id) {
    return Optional.ofNullable(stores.get(id));
  }

  @Override
  public Collection<ObjectStore> all() {
    return List.copyOf(stores.values());
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    stores.values().forEach(S3Store::close);
  }
}
