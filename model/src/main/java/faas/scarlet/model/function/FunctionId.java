package faas.scarlet.model.function;

/** Names a function in its cluster or catalogue; written {@code namespace/name}. */
public record FunctionId(String namespace, String name) {
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
