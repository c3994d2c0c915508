package faas.scarlet.model.fdl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import faas.scarlet.model.function.Problem;
import java.util.List;

/**
 * Manifests that say what a part of a definition said.
 *
 * @param what the part, as in {@code function grayify}
 * @param manifests to apply together; some may hold secrets
 * @param fates of the part's fields, in the order of their names
 * @param problems what the user still has to see to before the manifests are taken
 */
public record Converted(
    String what, List<JsonNode> manifests, List<Fate> fates, List<Problem> problems) {
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build();

  public Converted {
    manifests = List.copyOf(manifests);
    fates = List.copyOf(fates);
    problems = List.copyOf(problems);
  }

  /** The manifests as YAML documents, each begun by {@code ---}. */
  public String yaml() {
    var text = new StringBuilder();
    for (JsonNode manifest : manifests) {
      try {
        text.append(YAML.writeValueAsString(manifest));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a tree of texts and numbers cannot fail to be written", e);
      }
    }
    return text.toString();
  }
}
