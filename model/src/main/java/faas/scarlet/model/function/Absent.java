package faas.scarlet.model.function;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields that a manifest leaves out reach the records' constructors as null; here that ends. */
final class Absent {
  private Absent() {}

  static <T> T orElse(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  static <T> List<T> orEmpty(@Nullable List<T> values) {
    return values == null ? List.of() : List.copyOf(values);
  }

  static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> values) {
    return values == null ? Map.of() : Map.copyOf(values);
  }
}
