package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.ClusterObjectStore;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.util.concurrent.TimeUnit;

/** Says of each ClusterObjectStore whether it can be used, and tells the gateway of it. */
@ControllerConfiguration(
    name = "clusterobjectstore",
    fieldManager = "scarlet-operator",
    // They are in no namespace, whichever are looked after.
    informer = @Informer(namespaces = Constants.WATCH_ALL_NAMESPACES),
    // Of a deleted store nothing is to be cleaned up: a finalizer would only keep it.
    triggerReconcilerOnAllEvents = true,
    // What becomes of the store, or of its Secret, no event tells.
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 30, timeUnit = TimeUnit.SECONDS))
@GradualRetry(maxAttempts = -1, initialInterval = 1_000, maxInterval = 60_000)
public class ClusterObjectStoreReconciler implements Reconciler<ClusterObjectStore> {
  private final StoreLook look;
  private final OpenStores stores;
  private final GatewayStores gateway;

  /** With what all kinds of stores have in common. */
  public ClusterObjectStoreReconciler(StoreLook look, OpenStores stores, GatewayStores gateway) {
    this.look = look;
    this.stores = stores;
    this.gateway = gateway;
  }

  @Override
  public UpdateControl<ClusterObjectStore> reconcile(
      ClusterObjectStore store, Context<ClusterObjectStore> context) {
    if (context.isPrimaryResourceDeleted()) {
      stores.forget(store);
      tell(context);
      return UpdateControl.noUpdate();
    }
    var status = look.at(store);
    tell(context);
    if (status.equals(store.getStatus())) {
      return UpdateControl.noUpdate();
    }
    var update = new ClusterObjectStore();
    update.setMetadata(new ObjectMetaBuilder().withName(store.getMetadata().getName()).build());
    update.setStatus(status);
    return UpdateControl.patchStatus(update);
  }

  private void tell(Context<ClusterObjectStore> context) {
    gateway.tell("clusterobjectstores", context.getPrimaryCache().list(any -> true));
  }
}
