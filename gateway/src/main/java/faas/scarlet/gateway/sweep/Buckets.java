package faas.scarlet.gateway.sweep;

import faas.scarlet.gateway.Quoted;
import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.store.ObjectStore;
import faas.scarlet.gateway.store.StoreException;
import faas.scarlet.model.function.FunctionSpec;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Makes the buckets that functions name, where no operator does so. */
@Singleton
class Buckets {
  private static final Logger LOG = Logger.getLogger(Buckets.class);

  private final Catalogue catalogue;
  private final ObjectStore store;
  private final Set<String> there = new HashSet<>();

  Buckets(Catalogue catalogue, ObjectStore store) {
    this.catalogue = catalogue;
    this.store = store;
  }

  /** Makes those that are missing; one that cannot be made is told and tried again next time. */
  void ensure() {
    catalogue.functions().stream()
        .flatMap(catalogued -> buckets(catalogued.function().spec()))
        .distinct()
        .filter(bucket -> !there.contains(bucket))
        .forEach(this::ensure);
  }

  private void ensure(String bucket) {
    try {
      store.ensureBucket(bucket);
      there.add(bucket);
    } catch (StoreException e) {
      LOG.warnf(
          "bucket missing bucket=%s cause=%s", bucket, Quoted.of(String.valueOf(e.getMessage())));
    }
  }

  private static Stream<String> buckets(FunctionSpec spec) {
    return Stream.concat(
        spec.input().stream().map(input -> input.location().bucket()),
        spec.output().stream().map(output -> output.location().bucket()));
  }
}
