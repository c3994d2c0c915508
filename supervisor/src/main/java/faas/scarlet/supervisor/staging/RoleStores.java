package faas.scarlet.supervisor.staging;

import faas.scarlet.model.storage.StoreAccess;
import java.util.Optional;

/** The AWS S3 of the role that this process has, by whatever name a function calls it. */
final class RoleStores implements ObjectStores {
  private final S3Store store;

  RoleStores(StoreAccess access, Optional<String> sessionToken) {
    this.store = new S3Store(access, sessionToken);
  }

  @Override
  public ObjectStore named(String name) {
    return store;
  }

  @Override
  public void prepare() {
    Thread.ofPlatform().daemon().start(store::client);
  }
}
