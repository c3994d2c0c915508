package faas.scarlet.gateway.upkeep;

import faas.scarlet.gateway.Settings;
import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.ledger.KnownFunctions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Cancels what waits for functions that were deleted. Only after they have been gone for a while: a
 * manifest may be replaced by removing it first, and nothing may be lost by that.
 */
@Singleton
class DeletedFunctions {
  private static final Logger LOG = Logger.getLogger(DeletedFunctions.class);

  private final Catalogue catalogue;
  private final KnownFunctions known;
  private final Duration patience;
  private final Map<String, Long> goneSince = new HashMap<>();

  DeletedFunctions(Settings settings, Catalogue catalogue, KnownFunctions known) {
    this.catalogue = catalogue;
    this.known = known;
    patience = settings.retention().deletedFunctions();
  }

  /** One look at all functions of the ledger. */
  void cleanUp() {
    Set<String> gone = new HashSet<>(known.uids());
    catalogue.functions().forEach(catalogued -> gone.remove(catalogued.function().uid()));
    goneSince.keySet().retainAll(gone);
    long now = System.nanoTime();
    for (String uid : gone) {
      if (now - goneSince.computeIfAbsent(uid, _ -> now) >= patience.toNanos()) {
        cleanUp(uid);
      }
    }
  }

  private void cleanUp(String uid) {
    int cancelled = Removal.all(() -> known.cancelPending(uid));
    if (cancelled > 0) {
      LOG.warnf("invocations cancelled count=%d uid=%s cause=function-deleted", cancelled, uid);
    }
    Removal.all(() -> known.forget(uid));
  }
}
