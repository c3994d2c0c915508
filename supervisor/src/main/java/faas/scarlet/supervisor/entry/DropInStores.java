package faas.scarlet.supervisor.entry;

import faas.scarlet.model.event.Event;
import faas.scarlet.model.event.ObjectCreated;
import faas.scarlet.model.fdl.FdlPath;
import faas.scarlet.model.fdl.FdlStore;
import faas.scarlet.model.storage.StoreAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The stores of a definition, and the AWS of the process's environment, which nobody needs to
 * declare.
 */
record DropInStores(Map<String, FdlStore> byName, Optional<String> awsEndpoint) {
  private static final String AWS = FdlStore.S3 + "." + FdlStore.DEFAULT_ID;

  static DropInStores of(Map<String, FdlStore> declared, Environment environment) {
    var stores = new TreeMap<>(declared);
    var accessKey = environment.text("AWS_ACCESS_KEY_ID");
    var secretKey = environment.text("AWS_SECRET_ACCESS_KEY");
    if (accessKey.isPresent() && secretKey.isPresent()) {
      stores.putIfAbsent(
          AWS,
          new FdlStore(
              AWS,
              Optional.empty(),
              environment.text("AWS_DEFAULT_REGION").or(() -> environment.text("AWS_REGION")),
              accessKey.get(),
              secretKey.get(),
              true));
    }
    return new DropInStores(stores, environment.text("AWS_ENDPOINT_URL"));
  }

  /** Results must have somewhere to go before anything runs. */
  void check(List<FdlPath> outputs) throws InvalidSettingException {
    for (int i = 0; i < outputs.size(); i++) {
      String store = outputs.get(i).store();
      if (!byName.containsKey(store)) {
        throw new InvalidSettingException(
            "FUNCTION_CONFIG: output[%d].storage_provider: %s is not known; declare storage_providers.%s with endpoint, access_key and secret_key"
                .formatted(i, store, store));
      }
    }
  }

  List<StoreAccess> access() {
    return byName.values().stream().map(store -> store.access(awsEndpoint)).toList();
  }

  /** The kind of event says which type of store it is about, and who delegates it which one. */
  Event locate(Event event) {
    if (!(event instanceof ObjectCreated created)) {
      return event;
    }
    String id = Optional.ofNullable(created.store()).orElse(FdlStore.DEFAULT_ID);
    String type = created.source().equals("aws:s3") ? FdlStore.S3 : FdlStore.MINIO;
    return created.in(id.contains(".") ? id : type + "." + id);
  }
}
