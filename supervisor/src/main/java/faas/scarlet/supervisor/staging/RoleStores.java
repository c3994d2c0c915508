package faas.scarlet.supervisor.staging;

import faas.scarlet.model.storage.StoragePath;
import faas.scarlet.model.storage.StoreAccess;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The S3 that the role of this process may use, by whatever name a function calls it. */
final class RoleStores implements ObjectStores {
  private final StoreAccess access;
  private final Optional<String> sessionToken;
  private final Map<String, S3Store> byName = new ConcurrentHashMap<>();

  RoleStores(StoreAccess access, Optional<String> sessionToken) {
    this.access = access;
    this.sessionToken = sessionToken;
  }

  @Override
  public ObjectStore named(String name) {
    return store(name);
  }

  private S3Store store(String name) {
    return byName.computeIfAbsent(
        name,
        _ ->
            new S3Store(
                new StoreAccess(
                    name,
                    access.endpoint(),
                    access.region(),
                    access.pathStyle(),
                    access.accessKey(),
                    access.secretKey()),
                sessionToken));
  }

  @Override
  public void prepare() {
    Thread.ofPlatform().daemon().start(store(StoragePath.DEFAULT_STORE)::client);
  }
}
