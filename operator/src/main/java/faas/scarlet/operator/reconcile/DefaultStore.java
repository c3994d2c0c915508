package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.StoreResource;
import faas.scarlet.model.storage.StoragePath;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The ClusterObjectStore that functions call {@code default}. It may have another name, so that
 * several installations in a cluster each have theirs.
 */
@Singleton
public class DefaultStore {
  private final String object;

  /**
   * An installation's.
   *
   * @param object what the API server calls it
   */
  public DefaultStore(
      @ConfigProperty(name = "scarlet.default-store", defaultValue = StoragePath.DEFAULT_STORE)
          String object) {
    this.object = object;
  }

  /** What the API server calls the ClusterObjectStore that functions call so. */
  String object(String called) {
    return called.equals(StoragePath.DEFAULT_STORE) ? object : called;
  }

  /** What functions call a store; empty for another installation's default. */
  Optional<String> called(StoreResource store) {
    String name = store.getMetadata().getName();
    if (store.getMetadata().getNamespace() != null) {
      return Optional.of(name);
    }
    if (name.equals(object)) {
      return Optional.of(StoragePath.DEFAULT_STORE);
    }
    return Optional.of(name).filter(any -> !name.equals(StoragePath.DEFAULT_STORE));
  }
}
