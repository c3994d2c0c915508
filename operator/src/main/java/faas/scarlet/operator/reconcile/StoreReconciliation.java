package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.ObjectStoreStatus;
import faas.scarlet.crd.StoreResource;
import faas.scarlet.model.storage.StoreSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import jakarta.enterprise.context.ApplicationScoped;

/** What is the same for stores of a namespace and for those of none. */
@ApplicationScoped
class StoreReconciliation {
  private final StoreLook look;
  private final OpenStores stores;
  private final GatewayStores gateway;

  StoreReconciliation(StoreLook look, OpenStores stores, GatewayStores gateway) {
    this.look = look;
    this.stores = stores;
    this.gateway = gateway;
  }

  /**
   * Says of a store whether it can be used, and tells the gateway of all of its kind.
   *
   * @param kind what the API server calls many of them
   * @param update one without content, for the status
   */
  <R extends CustomResource<StoreSpec, ObjectStoreStatus> & StoreResource>
      UpdateControl<R> reconcile(String kind, R update, R store, Context<R> context) {
    if (context.isPrimaryResourceDeleted()) {
      stores.forget(store);
      tell(kind, context);
      return UpdateControl.noUpdate();
    }
    var status = look.at(store);
    tell(kind, context);
    if (status.equals(store.getStatus())) {
      return UpdateControl.noUpdate();
    }
    update.setMetadata(
        new ObjectMetaBuilder()
            .withName(store.getMetadata().getName())
            .withNamespace(store.getMetadata().getNamespace())
            .build());
    update.setStatus(status);
    return UpdateControl.patchStatus(update);
  }

  private <R extends CustomResource<StoreSpec, ObjectStoreStatus> & StoreResource> void tell(
      String kind, Context<R> context) {
    gateway.tell(kind, context.getPrimaryCache().list(any -> true));
  }
}
