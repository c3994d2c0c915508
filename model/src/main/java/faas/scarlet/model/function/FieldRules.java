package faas.scarlet.model.function;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.WireNames;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks a tree against the records that it is to become: unknown names, kinds of values, and the
 * bounds that the components' annotations set. The CRD's schema is generated from the same
 * annotations, so a manifest gets the same judgement in a folder and on a cluster.
 */
final class FieldRules {
  private final List<Problem> problems = new ArrayList<>();

  private FieldRules() {}

  static List<Problem> check(String path, JsonNode node, Class<?> record) {
    var rules = new FieldRules();
    rules.record(path, node, record);
    return rules.problems;
  }

  private void record(String path, JsonNode node, Class<?> type) {
    if (!node.isObject()) {
      expected(path, "fields", node);
      return;
    }
    var components = Arrays.asList(type.getRecordComponents());
    var known = components.stream().map(RecordComponent::getName).toList();
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                add(path + "." + name, "unknown field; " + NearestName.hint(name, known));
              }
            });
    for (var component : components) {
      component(path + "." + component.getName(), node.path(component.getName()), component);
    }
  }

  private void component(String path, JsonNode node, RecordComponent component) {
    var field = field(component);
    if (node.isMissingNode() || node.isNull()) {
      if (field.isAnnotationPresent(Required.class)) {
        add(path, "required, but missing");
      }
      return;
    }
    int before = problems.size();
    size(path, node, field.getAnnotation(Size.class));
    value(path, node, component.getGenericType(), field);
    var notYet = field.getAnnotation(NotYet.class);
    if (problems.size() == before
        && notYet != null
        && Arrays.asList(notYet.value()).contains(node.asText())) {
      add(path, node.asText() + " is not supported yet; leave it out");
    }
  }

  private void size(String path, JsonNode node, @Nullable Size bounds) {
    int found = node.isTextual() ? node.asText().length() : node.size();
    if (bounds != null && found > bounds.max()) {
      String what = node.isTextual() ? " characters" : " entries";
      add(path, "expected at most " + bounds.max() + what + ", found " + found);
    }
  }

  private void value(String path, JsonNode node, Type type, @Nullable Field bounds) {
    if (type instanceof ParameterizedType generic) {
      container(path, node, generic);
    } else if (type instanceof Class<?> plain && plain.isRecord()) {
      record(path, node, plain);
    } else if (type instanceof Class<?> plain && plain.isEnum()) {
      choice(path, node, plain);
    } else if (type == String.class) {
      text(path, node, bounds);
    } else if (type == Integer.class) {
      number(path, node, bounds);
    } else if (type == Boolean.class && !node.isBoolean()) {
      expected(path, "true or false", node);
    }
  }

  private void container(String path, JsonNode node, ParameterizedType type) {
    boolean isList = type.getRawType() == List.class;
    if (isList ? !node.isArray() : !node.isObject()) {
      expected(path, isList ? "a list" : "names with values", node);
      return;
    }
    if (isList) {
      for (int i = 0; i < node.size(); i++) {
        value(path + "[" + i + "]", node.get(i), type.getActualTypeArguments()[0], null);
      }
    } else {
      node.properties()
          .forEach(
              entry ->
                  value(
                      path + "." + entry.getKey(),
                      entry.getValue(),
                      type.getActualTypeArguments()[1],
                      null));
    }
  }

  private void choice(String path, JsonNode node, Class<?> type) {
    var names = Arrays.stream(type.getEnumConstants()).map(c -> WireNames.of((Enum<?>) c)).toList();
    if (!node.isTextual() || !names.contains(node.asText())) {
      expected(path, "one of " + String.join(", ", names), node);
    }
  }

  private void text(String path, JsonNode node, @Nullable Field bounds) {
    if (!node.isTextual()) {
      expected(path, node.isNumber() ? "a text (put it in quotes)" : "a text", node);
      return;
    }
    var pattern = bounds == null ? null : bounds.getAnnotation(Pattern.class);
    if (pattern != null && !node.asText().matches(pattern.value())) {
      expected(path, patternInWords(pattern.value()), node);
    }
    boolean required = bounds != null && bounds.isAnnotationPresent(Required.class);
    if (required && node.asText().isBlank()) {
      add(path, "required, but empty");
    }
  }

  private static String patternInWords(String pattern) {
    return switch (pattern) {
      case Span.PATTERN -> "a duration such as 90s or 5m";
      case Quantity.BYTES_PATTERN -> "a size such as 512Mi or 2G";
      case Quantity.CPU_PATTERN -> "a CPU share such as 500m or \"2\"";
      case FunctionSpec.IMAGE_PATTERN -> "an image reference such as debian:bookworm-slim";
      default -> "a text that matches " + pattern;
    };
  }

  private void number(String path, JsonNode node, @Nullable Field bounds) {
    if (!node.canConvertToInt() || !node.isIntegralNumber()) {
      expected(path, "a whole number", node);
      return;
    }
    var min = bounds == null ? null : bounds.getAnnotation(Min.class);
    if (min != null && node.asInt() < min.value()) {
      expected(path, "at least " + (long) min.value(), node);
    }
    var max = bounds == null ? null : bounds.getAnnotation(Max.class);
    if (max != null && node.asInt() > max.value()) {
      expected(path, "at most " + (long) max.value(), node);
    }
  }

  private void expected(String path, String what, JsonNode found) {
    add(path, "expected " + what + ", found " + (found.isMissingNode() ? "nothing" : found));
  }

  private void add(String path, String message) {
    problems.add(new Problem(path, message));
  }

  /** Annotations that are not made for record components stand on the component's field. */
  private static Field field(RecordComponent component) {
    try {
      return Objects.requireNonNull(component.getDeclaringRecord())
          .getDeclaredField(component.getName());
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}
