package faas.scarlet.gateway.sweep;

import faas.scarlet.gateway.Quoted;
import faas.scarlet.gateway.store.ObjectStore;
import faas.scarlet.gateway.store.StoreException;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Notices when the object store goes away and comes back. */
@Singleton
class StoreWatch {
  private static final Logger LOG = Logger.getLogger(StoreWatch.class);
  // MinIO takes objects before it has read its notification rules, up to two seconds long: the
  // looks after its return find what fell into that hole.
  private static final int LOOKS_AFTER_RETURN = 3;

  private final ObjectStore store;
  private boolean away;
  private int looks;

  StoreWatch(ObjectStore store) {
    this.store = store;
  }

  /** Asks the store; true for a while after it was away. */
  boolean mayHaveLostEvents() {
    try {
      store.time();
    } catch (StoreException e) {
      if (!away) {
        LOG.warnf(
            "store away, sweeps wait for it remedy=%s cause=%s",
            Quoted.of("see that it runs and that scarlet.stores-file is right"),
            Quoted.of(String.valueOf(e.getMessage())));
      }
      away = true;
      return false;
    }
    if (away) {
      LOG.info("store is back, all inputs are swept");
      away = false;
      looks = LOOKS_AFTER_RETURN;
    }
    if (looks == 0) {
      return false;
    }
    looks--;
    return true;
  }
}
