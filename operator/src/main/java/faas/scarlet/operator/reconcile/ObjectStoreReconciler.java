package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.ObjectStore;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.util.concurrent.TimeUnit;

/** Says of each ObjectStore whether it can be used, and tells the gateway of it. */
@ControllerConfiguration(
    name = "objectstore",
    fieldManager = "scarlet-operator",
    // Of a deleted store nothing is to be cleaned up: a finalizer would only keep it.
    triggerReconcilerOnAllEvents = true,
    // What becomes of the store, or of its Secret, no event tells.
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 30, timeUnit = TimeUnit.SECONDS))
@GradualRetry(maxAttempts = -1, initialInterval = 1_000, maxInterval = 60_000)
public class ObjectStoreReconciler implements Reconciler<ObjectStore> {
  private final StoreLook look;
  private final OpenStores stores;
  private final GatewayStores gateway;

  /** With what all kinds of stores have in common. */
  public ObjectStoreReconciler(StoreLook look, OpenStores stores, GatewayStores gateway) {
    this.look = look;
    this.stores = stores;
    this.gateway = gateway;
  }

  @Override
  public UpdateControl<ObjectStore> reconcile(ObjectStore store, Context<ObjectStore> context) {
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
    var update = new ObjectStore();
    update.setMetadata(
        new ObjectMetaBuilder()
            .withName(store.getMetadata().getName())
            .withNamespace(store.getMetadata().getNamespace())
            .build());
    update.setStatus(status);
    return UpdateControl.patchStatus(update);
  }

  private void tell(Context<ObjectStore> context) {
    gateway.tell("objectstores", context.getPrimaryCache().list(any -> true));
  }
}
