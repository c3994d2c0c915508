package faas.scarlet.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import faas.scarlet.gateway.testing.Gateways;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCatalogueIT {
  @TempDir Path folder;

  @Test
  void anInvalidManifestDoesNotKeepTheOthersOut() throws Exception {
    Gateways.function(folder, "right", "");
    Gateways.function(folder, "wrong", "nonsense: 7");

    try (var catalogue = open()) {
      assertThat(names(catalogue)).containsExactly("right");
      assertThat(catalogue.problems())
          .singleElement()
          .satisfies(problem -> assertThat(problem.source()).isEqualTo("wrong.yaml"))
          .satisfies(problem -> assertThat(problem.field()).isEqualTo("spec.nonsense"));
    }
  }

  @Test
  void changesTakeEffect() throws Exception {
    Gateways.function(folder, "first", "");
    try (var catalogue = open()) {
      var changes = new AtomicInteger();
      catalogue.onChange(changes::incrementAndGet);

      Gateways.function(folder, "second", "");
      await().untilAsserted(() -> assertThat(names(catalogue)).containsExactly("first", "second"));

      Files.delete(functions().resolve("first.yaml"));
      await().untilAsserted(() -> assertThat(names(catalogue)).containsExactly("second"));
      await().untilAsserted(() -> assertThat(changes).hasValue(2));
    }
  }

  @Test
  void theLastGoodManifestGoesOn() throws Exception {
    Gateways.function(folder, "first", "");
    try (var catalogue = open()) {
      var looks = new AtomicInteger();
      catalogue.onChange(looks::incrementAndGet);

      Gateways.function(folder, "first", "nonsense: 7");

      await().untilAsserted(() -> assertThat(looks).hasPositiveValue());
      assertThat(names(catalogue)).containsExactly("first");
      assertThat(catalogue.problems()).isNotEmpty();

      Gateways.function(folder, "first", "timeout: 1m");
      await().untilAsserted(() -> assertThat(catalogue.problems()).isEmpty());
    }
  }

  @Test
  void aMissingFolderIsNamed() {
    assertThatThrownBy(() -> FolderCatalogue.open(folder.resolve("none")))
        .hasMessageContaining("scarlet.catalogue.folder: expected a folder of manifests");
  }

  private FolderCatalogue open() {
    return FolderCatalogue.open(functions());
  }

  private Path functions() {
    return folder.resolve("functions");
  }

  private static List<String> names(Catalogue catalogue) {
    return catalogue.functions().stream().map(f -> f.function().id().name()).toList();
  }
}
