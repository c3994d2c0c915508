package faas.scarlet.operator.store;

/** The stores that functions name. */
@FunctionalInterface
public interface NamedStores {
  /** As the functions of this namespace name them: their own come before everybody's. */
  StoreNames namedIn(String namespace);
}
