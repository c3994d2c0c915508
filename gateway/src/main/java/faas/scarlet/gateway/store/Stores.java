package faas.scarlet.gateway.store;

import com.fasterxml.jackson.core.type.TypeReference;
import faas.scarlet.gateway.Settings;
import faas.scarlet.model.Json;
import faas.scarlet.model.storage.StoragePath;
import faas.scarlet.model.storage.StoreAccess;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens the object store that manifests mean when they name none. */
final class Stores {
  @Produces
  @Singleton
  S3Store defaultStore(Settings settings) {
    return new S3Store(defaultAccess(settings.storesFile()));
  }

  void close(@Disposes S3Store store) {
    store.close();
  }

  static StoreAccess defaultAccess(Path file) {
    List<StoreAccess> stores;
    try {
      stores = Json.MAPPER.readValue(file.toFile(), new TypeReference<>() {});
    } catch (IOException e) {
      // The parser's message would show a part of the file, and with it perhaps a secret.
      throw new IllegalStateException(
          "scarlet.stores-file: expected a JSON list of object stores in %s, found %s"
              .formatted(file, e.getClass().getSimpleName()));
    }
    return stores.stream()
        .filter(store -> store.name().equals(StoragePath.DEFAULT_STORE))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "scarlet.stores-file: expected a store named '%s' in %s, found %s"
                        .formatted(
                            StoragePath.DEFAULT_STORE,
                            file,
                            stores.stream().map(StoreAccess::name).toList())));
  }
}
