package faas.scarlet.model.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0, structured (one JSON object) and binary (attributes in HTTP headers), whose data
 * may be a storage event or anything.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON
 *     event format</a>
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md">HTTP
 *     protocol binding</a>
 */
final class CloudEvent {
  private static final List<String> REQUIRED = List.of("id", "source", "type");
  private static final String PREFIX = "ce-";
  private static final String DATA = "data";
  private static final String BASE64 = "data_base64";

  private CloudEvent() {}

  static boolean isStructured(ObjectNode node) {
    return node.path("specversion").isTextual() && (node.has("type") || node.has("source"));
  }

  static boolean isBinary(Delivery delivery) {
    return delivery.header(PREFIX + "specversion").isPresent();
  }

  static List<Event> readStructured(JsonText json, Delivery around) throws InvalidEventException {
    var event = new Fields(json.node(), "");
    if (!event.text("specversion").startsWith("1.")) {
      throw event.expected("specversion", "1.0");
    }
    for (String attribute : REQUIRED) {
      event.text(attribute);
    }
    return events(data(json, event), event.optional("time"), around.parameters(), around.content());
  }

  static List<Event> readBinary(Delivery delivery) throws InvalidEventException {
    if (!delivery.headers().getOrDefault(PREFIX + "specversion", "").startsWith("1.")) {
      throw new InvalidEventException(PREFIX + "specversion", "expected 1.0");
    }
    for (String attribute : REQUIRED) {
      if (delivery.header(PREFIX + attribute).filter(text -> !text.isEmpty()).isEmpty()) {
        throw new InvalidEventException(PREFIX + attribute, "expected a text, found nothing");
      }
    }
    var content = delivery.content();
    return events(
        content.size() == 0 ? null : content,
        delivery.headers().get(PREFIX + "time"),
        delivery.parameters(),
        content);
  }

  private static List<Event> events(
      @Nullable Bytes data, @Nullable String time, Map<String, String> parameters, Bytes raw)
      throws InvalidEventException {
    var storage = StorageForms.read(Optional.ofNullable(data).flatMap(JsonText::of), parameters);
    return storage.isPresent() ? storage.get() : List.of(new Body(data, time, parameters, raw));
  }

  private static @Nullable Bytes data(JsonText json, Fields event) throws InvalidEventException {
    JsonNode data = json.node().path(DATA);
    Optional<String> encoded = event.textIfAny(BASE64);
    if (encoded.isPresent()) {
      if (!data.isMissingNode()) {
        throw event.expected(BASE64, "nothing, because there is data already");
      }
      try {
        return Bytes.of(Base64.getDecoder().decode(encoded.get()));
      } catch (IllegalArgumentException e) {
        throw event.expected(BASE64, "base64");
      }
    }
    if (data.isMissingNode() || data.isNull()) {
      return null;
    }
    return Bytes.of(data.isTextual() && !isJson(event) ? data.asText() : json.slice(DATA));
  }

  /** Whether the data is a JSON value, so that a text keeps its quotes. */
  private static boolean isJson(Fields event) {
    String type = event.node().path("datacontenttype").asText("application/json");
    return type.matches("(?i)[^;]*[/+]json\\s*(;.*)?");
  }
}
