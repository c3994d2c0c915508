package faas.scarlet.operator.store;

/** The stores by the names that the functions of one namespace use. */
@FunctionalInterface
public interface StoreNames {
  /** The store of this name; a name that means none, or none that can be used, is an error. */
  OpenStore named(String name) throws StoreException;
}
