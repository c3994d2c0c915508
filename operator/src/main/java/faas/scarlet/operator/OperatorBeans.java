package faas.scarlet.operator;

import com.fasterxml.jackson.core.type.TypeReference;
import faas.scarlet.model.Json;
import faas.scarlet.model.storage.StoragePath;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.operator.render.Settings;
import faas.scarlet.operator.store.BucketStore;
import faas.scarlet.operator.store.FunctionStorage;
import faas.scarlet.operator.store.MinioBucketStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the operator's parts from its environment; a setting that is missing ends the start. */
@ApplicationScoped
class OperatorBeans {
  @Produces
  @Singleton
  Settings settings(
      @ConfigProperty(name = "scarlet.supervisor.image") String supervisorImage,
      @ConfigProperty(name = "scarlet.stores.file") Path storesFile,
      @ConfigProperty(name = "scarlet.webhook.arn") String webhookArn,
      @ConfigProperty(name = "scarlet.registry.mirror") Optional<String> registryMirror)
      throws IOException {
    return new Settings(supervisorImage, stores(storesFile), webhookArn, registryMirror);
  }

  @Produces
  @Singleton
  BucketStore bucketStore(Settings settings) {
    return new MinioBucketStore(defaultStore(settings.stores()), settings.webhookArn());
  }

  @Produces
  @Singleton
  FunctionStorage functionStorage(BucketStore store) {
    return new FunctionStorage(store);
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  private static List<StoreAccess> stores(Path file) throws IOException {
    return Json.MAPPER.readValue(Files.readString(file), new TypeReference<List<StoreAccess>>() {});
  }

  private static StoreAccess defaultStore(List<StoreAccess> stores) {
    return stores.stream()
        .filter(store -> store.name().equals(StoragePath.DEFAULT_STORE))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "SCARLET_STORES_FILE: expected a store named '"
                        + StoragePath.DEFAULT_STORE
                        + "', found "
                        + stores.stream().map(StoreAccess::name).toList()
                        + "; name the cluster's store so"));
  }
}
