package faas.scarlet.model.fdl;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.storage.StoreAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Object stores of a definition as manifests. */
final class StoreManifests {
  private StoreManifests() {}

  /** What the ObjectStore of a provider is called: names of objects have no dots here. */
  static String name(String provider) {
    return KubernetesName.of(provider);
  }

  /** The store, and the Secret with its account. */
  static List<JsonNode> of(FdlStore store) {
    var account = Map.of("accessKey", store.accessKey(), "secretKey", store.secretKey());
    return List.of(
        Conversion.secret(secret(store.name()), account),
        store(store.name(), store.access(Optional.empty())));
  }

  /** AWS's own S3, which definitions may use without a word about it; its account is missing. */
  static JsonNode ofAws(String provider, String region) {
    var store = new FdlStore(provider, Optional.empty(), Optional.of(region), "", "", true);
    return store(provider, store.access(Optional.empty()));
  }

  /** Name of the Secret with the account of a provider. */
  static String secret(String provider) {
    return name(provider) + "-account";
  }

  private static JsonNode store(String provider, StoreAccess access) {
    var manifest = Conversion.manifest("ObjectStore", name(provider));
    var spec = manifest.putObject("spec");
    spec.put("endpoint", access.endpoint().toString()).put("region", access.region());
    spec.put("pathStyle", access.pathStyle());
    spec.putObject("credentialsSecret").put("name", secret(provider));
    if (!access.pathStyle()) {
      spec.putObject("notifications").put("type", "none");
    }
    spec.put("accounts", "shared");
    return manifest;
  }
}
