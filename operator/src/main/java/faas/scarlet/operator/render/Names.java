package faas.scarlet.operator.render;

import faas.scarlet.model.function.FunctionId;
import java.util.Map;

/** What the children of a function are called, and the labels by which they are found. */
public final class Names {
  /** Label that all children have; the operator watches nothing else. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** Value of {@link #MANAGED_BY}. */
  public static final String OPERATOR = "scarlet-operator";

  /** Label and annotation prefix of what is Scarlet's own. */
  static final String PREFIX = "scarlet.faas/";

  private static final int MOST_CHARACTERS = 63;
  private static final int HASH_CHARACTERS = 8;

  private Names() {}

  /** The Knative service is called as its function, which the CRD keeps to 63 characters. */
  public static String service(FunctionId id) {
    return id.name();
  }

  /** ConfigMap with what the supervisor must know of the function. */
  public static String config(FunctionId id) {
    return child(id, "function");
  }

  /** Secret with how the supervisor reaches the object stores. */
  public static String stores(FunctionId id) {
    return child(id, "stores");
  }

  /** NetworkPolicy of the function's pods. */
  public static String network(FunctionId id) {
    return child(id, "network");
  }

  /** By these the function's pods are told from all others. */
  static Map<String, String> selector(FunctionId id) {
    return Map.of("app.kubernetes.io/instance", id.name(), MANAGED_BY, OPERATOR);
  }

  static Map<String, String> labels(FunctionId id) {
    return Map.of(
        "app.kubernetes.io/name",
        "scarlet-function",
        "app.kubernetes.io/instance",
        id.name(),
        "app.kubernetes.io/component",
        "function",
        "app.kubernetes.io/part-of",
        "scarlet",
        MANAGED_BY,
        OPERATOR);
  }

  /** Names that would be too long are cut, and told apart by a hash of the whole. */
  private static String child(FunctionId id, String part) {
    String whole = id.name() + "-" + part;
    if (whole.length() <= MOST_CHARACTERS) {
      return whole;
    }
    String hash = Hash.of(id.name()).substring(0, HASH_CHARACTERS);
    int room = MOST_CHARACTERS - part.length() - HASH_CHARACTERS - 2;
    return id.name().substring(0, room) + "-" + hash + "-" + part;
  }
}
