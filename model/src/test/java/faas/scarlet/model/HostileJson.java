package faas.scarlet.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Documents of known names and texts in places where nobody expects them. */
public final class HostileJson {
  private HostileJson() {}

  /**
   * Values in lists and objects.
   *
   * @param depth how deep they are nested at the most
   */
  public static Arbitrary<JsonNode> trees(List<String> texts, List<String> names, int depth) {
    var json = JsonNodeFactory.instance;
    Arbitrary<JsonNode> leaves =
        Arbitraries.oneOf(
            Arbitraries.of(texts).map(json::textNode),
            Arbitraries.of(
                json.nullNode(),
                json.booleanNode(true),
                json.numberNode(7),
                json.numberNode(-1.5)));
    return Arbitraries.recursive(
        () -> leaves,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMaxSize(2).map(list -> json.arrayNode().addAll(list)),
                Arbitraries.maps(Arbitraries.of(names), inner)
                    .ofMaxSize(6)
                    .map(fields -> json.objectNode().setAll(fields))),
        1,
        depth);
  }
}
