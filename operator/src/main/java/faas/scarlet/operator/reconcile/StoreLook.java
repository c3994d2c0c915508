package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.ObjectStoreStatus;
import faas.scarlet.crd.StoreResource;
import faas.scarlet.model.storage.StoreSpec.Accounts;
import faas.scarlet.model.storage.StoreSpec.NotificationType;
import faas.scarlet.operator.status.Reason;
import faas.scarlet.operator.status.StoreConditionType;
import faas.scarlet.operator.status.StoreConditions;
import faas.scarlet.operator.store.OpenStore;
import faas.scarlet.operator.store.StoreException;
import faas.scarlet.operator.store.StoreException.Cause;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Looks whether a store can be used. Nothing is changed in it. */
@ApplicationScoped
public class StoreLook {
  private static final Logger LOG = Logger.getLogger(StoreLook.class);

  private final OpenStores stores;
  private final Clock clock;

  /** Times in the status come from this clock. */
  public StoreLook(OpenStores stores, Clock clock) {
    this.stores = stores;
    this.clock = clock;
  }

  /**
   * What is to be said of the store; equal to what was said where nothing has changed. Nothing of
   * the store of another installation, which says it.
   */
  Optional<ObjectStoreStatus> at(StoreResource resource) {
    var conditions = new StoreConditions(resource, clock);
    OpenStores.Look look;
    try {
      look = stores.look(resource);
    } catch (StoreException e) {
      if (e.kind() == Cause.NOT_OURS) {
        LOG.debugf("event=store-not-ours message=\"%s\"", e.getMessage());
        return Optional.empty();
      }
      conditions.failed(
          StoreConditionType.REACHABLE, Reason.SECRET_NOT_FOUND, String.valueOf(e.getMessage()));
      return Optional.of(conditions.status(null));
    }
    boolean reached =
        attempt(
            conditions,
            StoreConditionType.REACHABLE,
            "it answers, and knows its account",
            () -> look.store().buckets().check());
    if (reached) {
      accounts(resource, look.store(), conditions);
      notifications(resource, look.store(), conditions);
    }
    return Optional.of(conditions.status(look.credentialsVersion()));
  }

  private static void accounts(
      StoreResource resource, OpenStore store, StoreConditions conditions) {
    boolean shared = resource.getSpec().accounts() == Accounts.SHARED;
    attempt(
        conditions,
        StoreConditionType.ACCOUNTS_READY,
        shared ? "functions use the store's own account" : "each function gets an account",
        () -> {
          if (store.accounts().isPresent()) {
            store.accounts().get().check();
          }
        });
  }

  private static void notifications(
      StoreResource resource, OpenStore store, StoreConditions conditions) {
    if (resource.getSpec().notifications().type() == NotificationType.NONE) {
      conditions.ready(
          StoreConditionType.NOTIFICATIONS_READY,
          Reason.SWEEP_ONLY,
          "none are wanted: the sweep finds new objects");
      return;
    }
    try {
      store.targets().check();
      conditions.ready(
          StoreConditionType.NOTIFICATIONS_READY, Reason.READY, "the webhook target is registered");
    } catch (StoreException e) {
      if (e.kind() == Cause.TARGET_NOT_REGISTERED) {
        failed(conditions, StoreConditionType.NOTIFICATIONS_READY, e);
      } else {
        conditions.waiting(
            StoreConditionType.NOTIFICATIONS_READY,
            Reason.NOT_KNOWN,
            "the store does not tell its targets ("
                + e.getMessage()
                + "); TriggerReady of functions tells whether rules are taken");
      }
    }
  }

  private interface Step {
    void run() throws StoreException;
  }

  private static boolean attempt(
      StoreConditions conditions, StoreConditionType type, String message, Step step) {
    try {
      step.run();
      conditions.ready(type, Reason.READY, message);
      return true;
    } catch (StoreException e) {
      failed(conditions, type, e);
      return false;
    }
  }

  private static void failed(
      StoreConditions conditions, StoreConditionType type, StoreException e) {
    conditions.failed(
        type, StorageSteps.reason(e.kind(), Reason.REFUSED), String.valueOf(e.getMessage()));
  }
}
