package faas.scarlet.gateway.store;

import com.fasterxml.jackson.core.type.TypeReference;
import faas.scarlet.model.Json;
import faas.scarlet.model.storage.KnownStore;
import faas.scarlet.model.storage.StoragePath;
import faas.scarlet.model.storage.StoreAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The object stores of one machine, from a file that is read at the start. */
record StoresFile(KnownStores stores) implements StoresSource {
  /**
   * Reads a JSON list of stores, one of them named {@code default}.
   *
   * @throws IllegalStateException where the file is something else
   */
  static StoresFile read(Path file) {
    List<StoreAccess> listed;
    try {
      listed = Json.MAPPER.readValue(file.toFile(), new TypeReference<>() {});
    } catch (IOException e) {
      // The parser's message would show a part of the file, and with it perhaps a secret.
      throw new IllegalStateException(
          "scarlet.stores-file: expected a JSON list of object stores in %s, found %s"
              .formatted(file, e.getClass().getSimpleName()));
    }
    if (listed.stream().noneMatch(store -> store.name().equals(StoragePath.DEFAULT_STORE))) {
      throw new IllegalStateException(
          "scarlet.stores-file: expected a store named '%s' in %s, found %s"
              .formatted(
                  StoragePath.DEFAULT_STORE,
                  file,
                  listed.stream().map(StoreAccess::name).toList()));
    }
    var stores = new KnownStores();
    stores.replace(listed.stream().map(KnownStore::everywhere).toList());
    return new StoresFile(stores);
  }

  @Override
  public void close() {
    stores.close();
  }
}
