package faas.scarlet.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.crd.ClusterObjectStore;
import faas.scarlet.crd.ObjectStore;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.junit.jupiter.api.Test;

class DefaultStoreTest {
  private final DefaultStore own = new DefaultStore("team-a");

  @Test
  void functionsCallItDefaultWhateverItsName() {
    assertThat(own.object("default")).isEqualTo("team-a");
    assertThat(own.called(clusters("team-a"))).contains("default");
    assertThat(own.called(clusters("archive"))).contains("archive");
    assertThat(own.object("archive")).isEqualTo("archive");
  }

  @Test
  void theDefaultOfAnotherInstallationHasNoName() {
    assertThat(own.called(clusters("default"))).isEmpty();
    assertThat(new DefaultStore("default").called(clusters("default"))).contains("default");
  }

  @Test
  void storesOfANamespaceKeepTheirNames() {
    var store = new ObjectStore();
    store.setMetadata(new ObjectMetaBuilder().withName("default").withNamespace("x").build());

    assertThat(own.called(store)).contains("default");
  }

  private static ClusterObjectStore clusters(String name) {
    var store = new ClusterObjectStore();
    store.setMetadata(new ObjectMetaBuilder().withName(name).build());
    return store;
  }
}
