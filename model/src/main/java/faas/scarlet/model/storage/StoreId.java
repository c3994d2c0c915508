package faas.scarlet.model.storage;

import org.jspecify.annotations.Nullable;

/**
 * Which store it is.
 *
 * @param namespace of its functions; null: every function may name it
 * @param name what manifests call it
 */
public record StoreId(@Nullable String namespace, String name) {
  @Override
  public String toString() {
    return namespace == null ? name : namespace + "/" + name;
  }
}
