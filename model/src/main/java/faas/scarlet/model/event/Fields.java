package faas.scarlet.model.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a part of an event, which know where they are, so that an error can name them.
 *
 * @param path as in {@code Records[0].s3}; empty for the event itself
 */
record Fields(JsonNode node, String path) {
  private static final int MOST_QUOTED = 100;

  Fields in(String field) {
    return new Fields(node.path(field), path(field));
  }

  /** A text that must be there, and not be empty. */
  String text(String field) throws InvalidEventException {
    var value = node.path(field);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw expected(field, "a text");
    }
    return value.asText();
  }

  /** A text that may be missing, empty or null. */
  @Nullable String optional(String field) {
    var value = node.path(field);
    return value.isTextual() && !value.asText().isEmpty() ? value.asText() : null;
  }

  /** A text that may be missing or null, but nothing else. */
  Optional<String> textIfAny(String field) throws InvalidEventException {
    var value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw expected(field, "a text or null");
    }
    return Optional.of(value.asText());
  }

  /** False where it is missing or null. */
  boolean flag(String field) throws InvalidEventException {
    var value = node.path(field);
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      throw expected(field, "true or false");
    }
    return value.asBoolean(false);
  }

  /** Names with texts; of a list the last counts. Empty where it is missing or null. */
  Map<String, String> texts(String field) throws InvalidEventException {
    var value = node.path(field);
    if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
      throw expected(field, "names with texts");
    }
    var texts = new TreeMap<String, String>();
    for (var entry : value.properties()) {
      var last = entry.getValue();
      last = last.isArray() ? last.path(last.size() - 1) : last;
      if (last.isContainerNode()) {
        throw in(field).expected(entry.getKey(), "a text");
      }
      if (!last.isNull() && !last.isMissingNode()) {
        texts.put(entry.getKey(), last.asText());
      }
    }
    return texts;
  }

  InvalidEventException expected(String field, String what) {
    var found = node.path(field);
    String quoted = found.isMissingNode() ? "nothing" : found.toString();
    return new InvalidEventException(
        path(field),
        "expected "
            + what
            + ", found "
            + (quoted.length() > MOST_QUOTED ? quoted.substring(0, MOST_QUOTED) + "…" : quoted));
  }

  private String path(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }
}
