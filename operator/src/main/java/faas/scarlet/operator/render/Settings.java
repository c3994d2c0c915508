package faas.scarlet.operator.render;

import faas.scarlet.model.storage.StoreAccess;
import java.util.List;
import java.util.Optional;

/**
 * What an installation decides for all its functions.
 *
 * @param supervisorImage image of the function's pods
 * @param stores the object stores that functions may name, with the credentials they get
 * @param webhookArn the one notification target that was registered with the store at its start
 * @param registryMirror passed to the supervisor as it is
 */
public record Settings(
    String supervisorImage,
    List<StoreAccess> stores,
    String webhookArn,
    Optional<String> registryMirror) {
  public Settings {
    stores = List.copyOf(stores);
  }
}
