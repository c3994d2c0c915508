package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.ClusterObjectStore;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
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

/** Says of each ClusterObjectStore whether it can be used, and tells the gateway of it. */
@ControllerConfiguration(
    name = "clusterobjectstore",
    fieldManager = "scarlet-operator",
    // They are in no namespace, whichever are looked after.
    informer = @Informer(namespaces = Constants.WATCH_ALL_NAMESPACES),
    // What becomes of the store, or of its Secret, no event tells.
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 30, timeUnit = TimeUnit.SECONDS))
@GradualRetry(maxAttempts = -1, initialInterval = 1_000, maxInterval = 60_000)
public class ClusterObjectStoreReconciler implements Reconciler<ClusterObjectStore> {
  private static final String KIND = "clusterobjectstores";

  private final StoreReconciliation stores;

  /** With what all kinds of stores have in common. */
  ClusterObjectStoreReconciler(StoreReconciliation stores) {
    this.stores = stores;
  }

  @Override
  public List<EventSource<?, ClusterObjectStore>> prepareEventSources(
      EventSourceContext<ClusterObjectStore> context) {
    return stores.watch(KIND, ClusterObjectStore.class, context);
  }

  @Override
  public UpdateControl<ClusterObjectStore> reconcile(
      ClusterObjectStore store, Context<ClusterObjectStore> context) {
    return stores.reconcile(KIND, new ClusterObjectStore(), store);
  }
}
