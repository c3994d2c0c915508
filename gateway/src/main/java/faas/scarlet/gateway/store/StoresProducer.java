package faas.scarlet.gateway.store;

import faas.scarlet.gateway.Settings;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Opens the object stores that the settings name: those of a file, or those of a Secret. */
final class StoresProducer {
  @Produces
  @Singleton
  StoresSource source(Settings settings, Instance<KubernetesClient> kubernetes) {
    if (settings.storesSecret().isPresent()) {
      return StoresSecret.watch(
          kubernetes.get(), settings.storesNamespace(), settings.storesSecret().get());
    }
    var file =
        settings
            .storesFile()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "scarlet.stores-file or scarlet.stores-secret is needed: say where the object stores are listed"));
    return StoresFile.read(file);
  }

  @Produces
  @Singleton
  ObjectStores stores(StoresSource source) {
    return source.stores();
  }

  void close(@Disposes StoresSource source) {
    source.close();
  }
}
