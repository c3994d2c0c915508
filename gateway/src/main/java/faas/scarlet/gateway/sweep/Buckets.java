package faas.scarlet.gateway.sweep;

import faas.scarlet.gateway.Quoted;
import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.store.ObjectStores;
import faas.scarlet.gateway.store.StoreException;
import faas.scarlet.model.function.Input;
import faas.scarlet.model.function.Output;
import faas.scarlet.model.storage.StoreId;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/** Makes the buckets that functions name, where no operator does so. */
@Singleton
class Buckets {
  private static final Logger LOG = Logger.getLogger(Buckets.class);

  private final Catalogue catalogue;
  private final ObjectStores stores;
  private final Set<Place> there = new HashSet<>();

  Buckets(Catalogue catalogue, ObjectStores stores) {
    this.catalogue = catalogue;
    this.stores = stores;
  }

  private record Place(StoreId store, String bucket) {}

  /** Makes those that are missing; one that cannot be made is told and tried again next time. */
  void ensure() {
    for (var catalogued : catalogue.functions()) {
      var function = catalogued.function();
      String namespace = function.id().namespace();
      for (Input input : function.spec().input()) {
        ensure(namespace, input.objectStore(), input.location().bucket());
      }
      for (Output output : function.spec().output()) {
        ensure(namespace, output.objectStore(), output.location().bucket());
      }
    }
  }

  private void ensure(String namespace, String name, String bucket) {
    try {
      var store = stores.named(namespace, name);
      var place = new Place(store.id(), bucket);
      if (!there.contains(place)) {
        store.ensureBucket(bucket);
        there.add(place);
      }
    } catch (StoreException e) {
      LOG.warnf(
          "bucket missing bucket=%s cause=%s", bucket, Quoted.of(String.valueOf(e.getMessage())));
    }
  }
}
