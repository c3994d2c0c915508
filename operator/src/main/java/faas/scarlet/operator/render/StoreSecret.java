package faas.scarlet.operator.render;

import faas.scarlet.model.Json;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.storage.StoreAccess;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** How the function's supervisor reaches the object stores. */
public final class StoreSecret {
  static final String FILE = "stores.json";

  private StoreSecret() {}

  /** What such a Secret holds; nothing where somebody has spoilt it by hand. */
  public static List<StoreAccess> read(Secret secret) {
    try {
      byte[] stores = Base64.getDecoder().decode(secret.getData().get(FILE));
      return List.of(Json.MAPPER.readValue(stores, StoreAccess[].class));
    } catch (IOException | IllegalArgumentException | NullPointerException e) {
      return List.of();
    }
  }

  /** The Secret of this function, which is also the memory of its accounts' secrets. */
  public static Secret render(Function function, List<StoreAccess> access) {
    byte[] stores = Json.write(access).getBytes(StandardCharsets.UTF_8);
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
