package faas.scarlet.model.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.scarlet.model.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads events: S3 notifications (record versions 2.0–2.6) as AWS and MinIO send them. What is of
 * no known form is a plain body.
 */
public final class Events {
  private Events() {}

  /**
   * Every event of a body, in its order. Records that are not about a created object ask for
   * nothing and are left out, so the list may be empty.
   *
   * @throws InvalidEventException where the body is a notification with a malformed record
   */
  public static List<Event> parse(String body) throws InvalidEventException {
    var records = notificationRecords(body);
    if (records.isEmpty()) {
      return List.of(new Body(body));
    }
    var envelope = records.get();
    var events = new ArrayList<Event>();
    int count = envelope.get("Records").size();
    for (int i = 0; i < count; i++) {
      var created = objectCreated(envelope.get("Records").get(i), "Records[" + i + "]");
      if (created != null) {
        events.add(created.apply(count == 1 ? body : single(envelope, i)));
      }
    }
    return List.copyOf(events);
  }

  private static Optional<ObjectNode> notificationRecords(String body) {
    try {
      return Json.MAPPER.readTree(body) instanceof ObjectNode node
              && node.path("Records").isArray()
              && !node.path("Records").isEmpty()
              && node.path("Records").path(0).has("s3")
          ? Optional.of(node)
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static java.util.function.@Nullable Function<String, ObjectCreated> objectCreated(
      JsonNode record, String path) throws InvalidEventException {
    String name = text(record, path, "eventName");
    if (!name.startsWith("s3:ObjectCreated:") && !name.startsWith("ObjectCreated:")) {
      return null;
    }
    var s3 = record.path("s3");
    String bucket = text(s3.path("bucket"), path + ".s3.bucket", "name");
    String key = decode(text(s3.path("object"), path + ".s3.object", "key"), path);
    var object = s3.path("object");
    return raw ->
        new ObjectCreated(
            bucket,
            key,
            object.path("size").asLong(0),
            optional(object, "eTag"),
            optional(object, "sequencer"),
            optional(record, "eventTime"),
            record.path("eventSource").asText("aws:s3"),
            raw);
  }

  private static String single(ObjectNode envelope, int index) {
    var one = envelope.deepCopy();
    one.putArray("Records").add(envelope.get("Records").get(index));
    return one.toString();
  }

  private static String decode(String key, String path) throws InvalidEventException {
    try {
      return URLDecoder.decode(key, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException(
          path + ".s3.object.key", "expected a URL-encoded key, found " + key);
    }
  }

  private static String text(JsonNode node, String path, String field)
      throws InvalidEventException {
    var value = node.path(field);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw new InvalidEventException(path + "." + field, "expected a text, found " + value);
    }
    return value.asText();
  }

  private static @Nullable String optional(JsonNode node, String field) {
    var value = node.path(field);
    return value.isTextual() && !value.asText().isEmpty() ? value.asText() : null;
  }
}
