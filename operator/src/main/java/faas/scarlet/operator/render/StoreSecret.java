package faas.scarlet.operator.render;

import faas.scarlet.model.Json;
import faas.scarlet.model.function.Function;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How the function's supervisor reaches the object stores. */
public final class StoreSecret {
  static final String FILE = "stores.json";

  private StoreSecret() {}

  /** The Secret of this function; all functions of an installation share one account. */
  public static Secret render(Function function, Settings settings) {
    byte[] stores = Json.write(settings.stores()).getBytes(StandardCharsets.UTF_8);
    return new SecretBuilder()
        .withNewMetadata()
        .withName(Names.stores(function.id()))
        .withNamespace(function.id().namespace())
        .withLabels(Names.labels(function.id()))
        .endMetadata()
        .withType("Opaque")
        .addToData(FILE, Base64.getEncoder().encodeToString(stores))
        .build();
  }
}
