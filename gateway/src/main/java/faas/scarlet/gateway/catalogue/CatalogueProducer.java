package faas.scarlet.gateway.catalogue;

import faas.scarlet.gateway.Settings;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Opens the catalogue that the settings name. */
final class CatalogueProducer {
  @Produces
  @Singleton
  Catalogue catalogue(Settings settings, Instance<KubernetesClient> kubernetes) {
    return switch (settings.catalogue().kind()) {
      case FOLDER ->
          FolderCatalogue.open(
              settings
                  .catalogue()
                  .folder()
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "scarlet.catalogue.folder is needed for scarlet.catalogue.kind=folder: give a folder of manifests")));
      case KUBERNETES ->
          new KubernetesCatalogue(
              kubernetes.get(), settings.catalogue().namespaces().orElse(List.of()));
    };
  }

  void close(@Disposes Catalogue catalogue) throws Exception {
    if (catalogue instanceof AutoCloseable open) {
      open.close();
    }
  }
}
