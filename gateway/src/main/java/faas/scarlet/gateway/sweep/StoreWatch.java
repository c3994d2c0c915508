package faas.scarlet.gateway.sweep;

import faas.scarlet.gateway.Quoted;
import faas.scarlet.gateway.Trouble;
import faas.scarlet.gateway.TroubleSource;
import faas.scarlet.gateway.store.ObjectStore;
import faas.scarlet.gateway.store.ObjectStores;
import faas.scarlet.gateway.store.StoreException;
import faas.scarlet.model.storage.StoreId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/** Notices when object stores go away and come back. */
@Singleton
class StoreWatch implements TroubleSource {
  private static final Logger LOG = Logger.getLogger(StoreWatch.class);
  // MinIO takes objects before it has read its notification rules, up to two seconds long: the
  // looks after its return find what fell into that hole.
  private static final int LOOKS_AFTER_RETURN = 3;
  private static final String REMEDY =
      "see that it runs, and that its endpoint and credentials are right";

  private final ObjectStores stores;
  private final Map<StoreId, State> states = new ConcurrentHashMap<>();

  /** How a store was at the last look. */
  private record State(boolean away, int looks) {
    static final State THERE = new State(false, 0);
  }

  StoreWatch(ObjectStores stores) {
    this.stores = stores;
  }

  /** Asks the stores; those that were away count for a while after their return. */
  Set<StoreId> mayHaveLostEvents() {
    Set<StoreId> lost = ConcurrentHashMap.newKeySet();
    // side by side: one that is away answers late, and the others must not wait for it
    try (var looks = Executors.newVirtualThreadPerTaskExecutor()) {
      for (ObjectStore store : stores.all()) {
        looks.execute(
            () -> {
              if (mayHaveLostEvents(store)) {
                lost.add(store.id());
              }
            });
      }
    }
    return lost;
  }

  @Override
  public List<Trouble> troubles() {
    return stores.all().stream()
        .map(ObjectStore::id)
        .filter(id -> states.getOrDefault(id, State.THERE).away())
        .map(id -> new Trouble("Object store " + id + " does not answer", REMEDY))
        .toList();
  }

  private boolean mayHaveLostEvents(ObjectStore store) {
    var before = states.getOrDefault(store.id(), State.THERE);
    var now = look(store, before);
    states.put(store.id(), now);
    return now.looks() < before.looks() || (before.away() && !now.away());
  }

  private static State look(ObjectStore store, State before) {
    try {
      store.time();
    } catch (StoreException e) {
      if (!before.away()) {
        LOG.warnf(
            "store away, sweeps wait for it store=%s remedy=%s cause=%s",
            store.id(), Quoted.of(REMEDY), Quoted.of(String.valueOf(e.getMessage())));
      }
      return new State(true, 0);
    }
    if (before.away()) {
      LOG.infof("store is back, all its inputs are swept store=%s", store.id());
      return new State(false, LOOKS_AFTER_RETURN - 1);
    }
    return new State(false, Math.max(before.looks() - 1, 0));
  }
}
