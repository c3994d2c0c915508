package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.ObjectStoreStatus;
import faas.scarlet.crd.StoreResource;
import faas.scarlet.model.storage.StoreSpec;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

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

  /** What the reconciler of such stores is to watch, so that the gateway hears of each at once. */
  <R extends CustomResource<StoreSpec, ObjectStoreStatus> & StoreResource>
      List<EventSource<?, R>> watch(String kind, Class<R> type, EventSourceContext<R> context) {
    var source =
        new StoresOfKind<>(
            type,
            Namespaced.class.isAssignableFrom(type),
            context,
            () -> gateway.changed(kind),
            stores::forget);
    gateway.keep(kind, source);
    return List.of(source);
  }

  /**
   * Says of a store whether it can be used, and tells the gateway of all of its kind.
   *
   * @param kind what the API server calls many of them
   * @param update one without content, for the status
   */
  <R extends CustomResource<StoreSpec, ObjectStoreStatus> & StoreResource>
      UpdateControl<R> reconcile(String kind, R update, R store) {
    var status = look.at(store);
    gateway.tell(kind);
    if (status.isEmpty() || status.get().equals(store.getStatus())) {
      return UpdateControl.noUpdate();
    }
    update.setMetadata(
        new ObjectMetaBuilder()
            .withName(store.getMetadata().getName())
            .withNamespace(store.getMetadata().getNamespace())
            .build());
    update.setStatus(status.get());
    return UpdateControl.patchStatus(update);
  }
}
