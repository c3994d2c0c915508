package faas.scarlet.model.fdl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Object stores of a definition as manifests. */
final class StoreManifests {
  /** Suffix of the name of the Secret with a store's account. */
  private static final String ACCOUNT = "-account";

  private StoreManifests() {}

  /** What the ObjectStore of a provider is called: names of objects have no dots here. */
  static String name(String provider) {
    return KubernetesName.of(provider);
  }

  /** The store, and the Secret with its account. */
  static List<JsonNode> of(FdlStore store) {
    String name = name(store.name());
    var secret =
        Conversion.secret(
            name + ACCOUNT, Map.of("accessKey", store.accessKey(), "secretKey", store.secretKey()));
    var access = store.access(Optional.empty());
    var manifest = Conversion.manifest("ObjectStore", name);
    var spec = manifest.putObject("spec");
    spec.put("endpoint", access.endpoint().toString()).put("region", access.region());
    spec.put("pathStyle", access.pathStyle());
    spec.put("credentialsSecret", name + ACCOUNT);
    return List.of(secret, manifest);
  }
}
