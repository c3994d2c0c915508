package faas.scarlet.crd;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A CRD as a chapter of the manual: a row for each field, and the rules over several fields. */
final class Reference {
  private final StringBuilder fields = new StringBuilder();
  private final List<String> rules = new ArrayList<>();

  private Reference() {}

  static String of(CustomResourceDefinition crd) {
    var version = crd.getSpec().getVersions().getFirst();
    var schema = version.getSchema().getOpenAPIV3Schema();
    return "## %s%n%n`apiVersion: %s/%s`, short name `%s`.%n"
            .formatted(
                crd.getSpec().getNames().getKind(),
                crd.getSpec().getGroup(),
                version.getName(),
                String.join("`, `", crd.getSpec().getNames().getShortNames()))
        + chapter("spec", schema)
        + chapter("status", schema);
  }

  private static String chapter(String name, JSONSchemaProps schema) {
    var reference = new Reference();
    reference.children(name, property(schema, name));
    reference.rules(name, property(schema, name));
    return """

        ### %s

        | field | type | default | meaning |
        |---|---|---|---|
        %s%s"""
        .formatted(
            name,
            reference.fields,
            reference.rules.isEmpty()
                ? ""
                : "\nRules, told by `kubectl apply`:\n\n"
                    + String.join("", reference.rules.stream().sorted().toList()));
  }

  private void field(String path, JSONSchemaProps schema, boolean required) {
    fields.append(
        "| `%s` | %s | %s | %s |%n"
            .formatted(
                path,
                type(schema),
                required ? "required" : standard(schema),
                Stream.of(Optional.ofNullable(schema.getDescription()), bounds(schema))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(" "))
                    .replace("|", "\\|")));
    rules(path, schema);
    children(path, schema);
    if (schema.getItems() != null && schema.getItems().getSchema() != null) {
      rules(path + "[]", schema.getItems().getSchema());
      children(path + "[]", schema.getItems().getSchema());
    }
  }

  private void children(String path, JSONSchemaProps schema) {
    if (schema.getProperties() != null) {
      new TreeMap<>(schema.getProperties())
          .forEach(
              (name, child) ->
                  field(path + "." + name, child, schema.getRequired().contains(name)));
    }
  }

  private void rules(String path, JSONSchemaProps schema) {
    for (ValidationRule rule : schema.getXKubernetesValidations()) {
      rules.add("- `%s`: %s%n".formatted(path, rule.getMessage()));
    }
  }

  private static String type(JSONSchemaProps schema) {
    if (schema.getItems() != null && schema.getItems().getSchema() != null) {
      return "list of " + type(schema.getItems().getSchema());
    }
    return schema.getAdditionalProperties() != null
        ? "names with values"
        : Objects.requireNonNullElse(schema.getType(), "any");
  }

  private static String standard(JSONSchemaProps schema) {
    JsonNode value = schema.getDefault();
    return value == null || value.isContainerNode() ? "" : "`" + value.asText() + "`";
  }

  private static Optional<String> bounds(JSONSchemaProps schema) {
    var bounds = new ArrayList<String>();
    if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
      bounds.add(
          "One of "
              + schema.getEnum().stream()
                  .map(value -> "`" + value.asText() + "`")
                  .collect(Collectors.joining(", "))
              + ".");
    }
    if (schema.getMinimum() != null) {
      bounds.add("At least %d.".formatted(schema.getMinimum().longValue()));
    }
    if (schema.getMaximum() != null) {
      bounds.add("At most %d.".formatted(schema.getMaximum().longValue()));
    }
    if (schema.getMaxItems() != null) {
      bounds.add("At most %d.".formatted(schema.getMaxItems()));
    }
    if (schema.getMaxLength() != null) {
      bounds.add("At most %d characters.".formatted(schema.getMaxLength()));
    }
    return bounds.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", bounds));
  }

  private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
    return Objects.requireNonNull(schema.getProperties().get(name), name);
  }
}
