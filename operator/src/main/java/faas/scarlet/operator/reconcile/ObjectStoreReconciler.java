package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.ObjectStore;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Says of each ObjectStore whether it can be used, and tells the gateway of it. */
@ControllerConfiguration(
    name = "objectstore",
    fieldManager = "scarlet-operator",
    // What becomes of the store, or of its Secret, no event tells.
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 30, timeUnit = TimeUnit.SECONDS))
@GradualRetry(maxAttempts = -1, initialInterval = 1_000, maxInterval = 60_000)
public class ObjectStoreReconciler implements Reconciler<ObjectStore> {
  private static final String KIND = "objectstores";

  private final StoreReconciliation stores;

  /** With what all kinds of stores have in common. */
  ObjectStoreReconciler(StoreReconciliation stores) {
    this.stores = stores;
  }

  @Override
  public List<EventSource<?, ObjectStore>> prepareEventSources(
      EventSourceContext<ObjectStore> context) {
    return stores.watch(KIND, ObjectStore.class, context);
  }

  @Override
  public UpdateControl<ObjectStore> reconcile(ObjectStore store, Context<ObjectStore> context) {
    return stores.reconcile(KIND, new ObjectStore(), store);
  }
}
