package faas.scarlet.model.fdl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A part of a definition that knows where it is. Numbers are texts too, for YAML makes the one of
 * the other without being asked.
 *
 * @param path as in {@code input[0].path}; empty for the whole
 */
record FdlNode(JsonNode json, String path) {
  FdlNode in(String field) {
    return new FdlNode(json.path(field), path(field));
  }

  boolean isAbsent() {
    return json.isMissingNode() || json.isNull();
  }

  /** Empty where the field is missing, null or empty. */
  Optional<String> text(String field) throws InvalidFdlException {
    var value = json.path(field);
    if (value.isContainerNode()) {
      throw expected(field, "a text", value);
    }
    return value.isMissingNode() || value.isNull()
        ? Optional.empty()
        : Optional.of(value.asText()).filter(text -> !text.isEmpty());
  }

  String required(String field) throws InvalidFdlException {
    return text(field)
        .orElseThrow(() -> new InvalidFdlException(path(field), "required, but missing or empty"));
  }

  boolean flag(String field, boolean otherwise) throws InvalidFdlException {
    var text = text(field).orElse(Boolean.toString(otherwise));
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      throw expected(field, "true or false", json.path(field));
    }
    return Boolean.parseBoolean(text);
  }

  /** One text counts as a list of it. */
  List<String> texts(String field) throws InvalidFdlException {
    var value = json.path(field);
    var texts = new ArrayList<String>();
    if (value.isObject()) {
      throw expected(field, "a list of texts", value);
    } else if (value.isArray()) {
      value.forEach(text -> texts.add(text.asText()));
    } else {
      text(field).ifPresent(texts::add);
    }
    return texts;
  }

  List<FdlNode> items(String field) throws InvalidFdlException {
    var value = json.path(field);
    if (!value.isMissingNode() && !value.isNull() && !value.isArray()) {
      throw expected(field, "a list", value);
    }
    var items = new ArrayList<FdlNode>();
    for (int i = 0; i < value.size(); i++) {
      items.add(new FdlNode(value.path(i), path(field) + "[" + i + "]"));
    }
    return items;
  }

  /** The fields by name; the whole must be an object, or absent. */
  Map<String, FdlNode> fields() throws InvalidFdlException {
    if (!isAbsent() && !json.isObject()) {
      throw new InvalidFdlException(path, "expected names with values");
    }
    var fields = new TreeMap<String, FdlNode>();
    json.fieldNames().forEachRemaining(name -> fields.put(name, in(name)));
    return fields;
  }

  /** The value itself is not quoted: it could be a secret that stands in the wrong place. */
  private InvalidFdlException expected(String field, String what, JsonNode found) {
    String kind = found.getNodeType().toString().toLowerCase(Locale.ROOT);
    return new InvalidFdlException(
        path(field), "expected " + what + ", found a value of kind " + kind);
  }

  private String path(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }
}
