package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.ClusterObjectStore;
import faas.scarlet.crd.ObjectStore;
import faas.scarlet.crd.ScarFunction;
import faas.scarlet.crd.StoreResource;
import faas.scarlet.operator.store.NamedStores;
import faas.scarlet.operator.store.OpenStore;
import faas.scarlet.operator.store.StoreException;
import faas.scarlet.operator.store.StoreException.Cause;
import faas.scarlet.operator.store.StoreNames;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stores that functions name, from the API server: a store that changes has its functions
 * looked at again.
 */
@ApplicationScoped
public class StoreSources implements NamedStores {
  private final OpenStores open;
  private final DefaultStore defaultStore;
  private @Nullable InformerEventSource<ObjectStore, ScarFunction> own;
  private @Nullable InformerEventSource<ClusterObjectStore, ScarFunction> everybodys;

  /** Opens stores by this. */
  public StoreSources(OpenStores open, DefaultStore defaultStore) {
    this.open = open;
    this.defaultStore = defaultStore;
  }

  /** What the functions' controller is to watch beside functions and their children. */
  List<EventSource<?, ScarFunction>> watch(EventSourceContext<ScarFunction> context) {
    own =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(ObjectStore.class, ScarFunction.class)
                .withName("objectstores")
                .withNamespacesInheritedFromController()
                .withSecondaryToPrimaryMapper(store -> users(context, store))
                .withOnUpdateFilter(StoreSources::isNews)
                .build(),
            context);
    everybodys =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(ClusterObjectStore.class, ScarFunction.class)
                .withName("clusterobjectstores")
                .withWatchAllNamespaces()
                .withSecondaryToPrimaryMapper(store -> users(context, store))
                .withOnUpdateFilter(StoreSources::isNews)
                .build(),
            context);
    return List.of(own, everybodys);
  }

  @Override
  public StoreNames namedIn(String namespace) {
    return name -> named(namespace, name);
  }

  private OpenStore named(String namespace, String name) throws StoreException {
    Optional<? extends StoreResource> found =
        Objects.requireNonNull(own).get(new ResourceID(name, namespace));
    if (found.isEmpty()) {
      found = Objects.requireNonNull(everybodys).get(new ResourceID(defaultStore.object(name)));
    }
    if (found.flatMap(defaultStore::called).filter(name::equals).isEmpty()) {
      throw new StoreException(
          Cause.NOT_FOUND,
          "no ObjectStore %s in namespace %s and no ClusterObjectStore of that name; apply one, or correct objectStore"
              .formatted(name, namespace));
    }
    return open.open(found.orElseThrow());
  }

  /** A status that only says again how the store is changes nothing for its functions. */
  private static boolean isNews(StoreResource after, StoreResource before) {
    return !Objects.equals(
            after.getMetadata().getGeneration(), before.getMetadata().getGeneration())
        || !Objects.equals(credentials(after), credentials(before));
  }

  private static Optional<String> credentials(StoreResource store) {
    return Optional.ofNullable(store.getStatus())
        .flatMap(status -> Optional.ofNullable(status.credentialsVersion()));
  }

  private Set<ResourceID> users(EventSourceContext<ScarFunction> context, StoreResource store) {
    var called = defaultStore.called(store);
    var namespace = Optional.ofNullable(store.getMetadata().getNamespace());
    return context
        .getPrimaryCache()
        .list(
            function ->
                namespace.stream().allMatch(n -> n.equals(function.getMetadata().getNamespace()))
                    && names(function).anyMatch(name -> called.filter(name::equals).isPresent()))
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private static Stream<String> names(ScarFunction function) {
    return Stream.concat(
        function.getSpec().input().stream().map(input -> input.objectStore()),
        function.getSpec().output().stream().map(output -> output.objectStore()));
  }
}
