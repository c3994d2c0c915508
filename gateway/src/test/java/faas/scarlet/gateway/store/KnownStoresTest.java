package faas.scarlet.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.model.storage.KnownStore;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.model.storage.StoreId;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KnownStoresTest {
  private static final KnownStore EVERYBODYS = KnownStore.everywhere(access("archive", "1"));
  private static final KnownStore IMAGINGS = new KnownStore("imaging", access("archive", "2"), 5L);

  private final KnownStores stores = new KnownStores();

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void aNamespacesOwnStoreComesBeforeEverybodys() {
    stores.replace(List.of(EVERYBODYS, IMAGINGS));

    assertThat(stores.named("imaging", "archive").id())
        .isEqualTo(new StoreId("imaging", "archive"));
    assertThat(stores.named("other", "archive").id()).isEqualTo(new StoreId(null, "archive"));
    assertThat(stores.find(new StoreId("other", "archive"))).isEmpty();
  }

  @Test
  void aStoreThatIsNotThereIsNamed() {
    stores.replace(List.of(IMAGINGS));

    assertThatThrownBy(() -> stores.named("other", "archive"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("no object store archive for functions of other");
  }

  @Test
  void onlyAChangeIsTold() {
    var changes = new AtomicInteger();
    stores.onChange(changes::incrementAndGet);

    stores.replace(List.of(EVERYBODYS));
    var open = stores.named("any", "archive");
    stores.replace(List.of(EVERYBODYS));
    assertThat(changes).hasValue(1);
    assertThat(stores.named("any", "archive")).isSameAs(open);

    stores.replace(List.of(KnownStore.everywhere(access("archive", "another"))));
    assertThat(changes).hasValue(2);
    assertThat(stores.named("any", "archive")).isNotSameAs(open);
  }

  private static StoreAccess access(String name, String secret) {
    return new StoreAccess(name, URI.create("http://127.0.0.1:1"), "eu", true, "key", secret);
  }
}
