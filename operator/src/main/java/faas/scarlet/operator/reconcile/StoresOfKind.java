package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.ObjectStoreStatus;
import faas.scarlet.crd.StoreResource;
import faas.scarlet.model.storage.StoreSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All stores of one kind, and word of each change. Beside their reconciler, which hears nothing of
 * deletions: a finalizer would keep stores for nothing, and Quarkus' extension does not hand {@code
 * triggerReconcilerOnAllEvents} to the operator SDK.
 */
final class StoresOfKind<R extends CustomResource<StoreSpec, ObjectStoreStatus> & StoreResource>
    extends InformerEventSource<R, R> {
  private final Runnable onChange;
  private final Consumer<R> onEnd;

  /**
   * For the reconciler of these stores.
   *
   * @param onChange something is there, or is otherwise, or is gone; runs on the informer's thread
   * @param onEnd this one is gone
   */
  StoresOfKind(
      Class<R> type,
      boolean isNamespaced,
      EventSourceContext<R> context,
      Runnable onChange,
      Consumer<R> onEnd) {
    super(configuration(type, isNamespaced), context);
    this.onChange = onChange;
    this.onEnd = onEnd;
  }

  @Override
  public void onAdd(R store) {
    super.onAdd(store);
    onChange.run();
  }

  @Override
  public void onUpdate(R before, R after) {
    super.onUpdate(before, after);
    onChange.run();
  }

  @Override
  public void onDelete(R store, boolean isLastStateUnknown) {
    super.onDelete(store, isLastStateUnknown);
    onEnd.accept(store);
    onChange.run();
  }

  private static <R extends HasMetadata> InformerEventSourceConfiguration<R> configuration(
      Class<R> type, boolean isNamespaced) {
    var builder =
        InformerEventSourceConfiguration.from(type, type)
            .withName("all-of-kind")
            .withSecondaryToPrimaryMapper(store -> Set.of());
    return isNamespaced
        ? builder.withNamespacesInheritedFromController().build()
        : builder.withWatchAllNamespaces().build();
  }
}
