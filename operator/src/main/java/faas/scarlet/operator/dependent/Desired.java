package faas.scarlet.operator.dependent;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import java.util.stream.IntStream;

/** Compares what is desired with what is there, where a server adds defaults of its own. */
final class Desired {
  private Desired() {}

  /**
   * Whether everything that is desired is there. Fields may be more, elements of a list may not;
   * that a field is desired no longer must show elsewhere, as in an annotation with a hash.
   */
  static boolean isContained(Object desired, Object actual) {
    return contains(Json.MAPPER.valueToTree(actual), Json.MAPPER.valueToTree(desired));
  }

  private static boolean contains(JsonNode actual, JsonNode desired) {
    return switch (desired.getNodeType()) {
      case OBJECT ->
          desired.properties().stream()
              .allMatch(field -> contains(actual.path(field.getKey()), field.getValue()));
      case ARRAY ->
          actual.size() == desired.size()
              && IntStream.range(0, desired.size())
                  .allMatch(i -> contains(actual.path(i), desired.get(i)));
      default -> actual.equals(desired);
    };
  }
}
