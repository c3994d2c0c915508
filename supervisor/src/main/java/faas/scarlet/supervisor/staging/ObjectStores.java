package faas.scarlet.supervisor.staging;

import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.supervisor.fault.Fault;
import java.util.List;
import java.util.Optional;

/** The object stores by the names that manifests use. */
@FunctionalInterface
public interface ObjectStores {
  /** The store of this name; a store that nobody has set up is {@code AccessDenied}. */
  ObjectStore named(String name) throws Fault;

  /** How to reach it, for scripts that are to do so themselves; empty where nobody tells. */
  default Optional<StoreAccess> access(String name) {
    return Optional.empty();
  }

  /** Begins, in the background, what the first use would else have to wait for. */
  default void prepare() {}

  /** S3 stores; each gets one client, kept for all attempts. */
  static ObjectStores s3(List<StoreAccess> stores) {
    return new S3Stores(stores);
  }

  /**
   * The S3 of a role's session, under every name.
   *
   * @param access with the session's keys
   * @param sessionToken that belongs to them; empty for keys that are a user's
   */
  static ObjectStores ofRole(StoreAccess access, Optional<String> sessionToken) {
    return new RoleStores(access, sessionToken);
  }
}
