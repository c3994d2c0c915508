package faas.scarlet.operator.store;

/** Whom a store can tell of new objects. */
@FunctionalInterface
public interface NotificationTargets {
  /** Fails where the target is not registered with the store, or where nobody may know. */
  void check() throws StoreException;
}
