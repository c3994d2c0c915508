package faas.scarlet.model.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Amazon EventBridge's events of S3. Keys are not encoded.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">EventBridge
 *     event message structure</a>
 */
final class EventBridge {
  private static final String KIND = "detail-type";

  private EventBridge() {}

  static boolean has(ObjectNode node) {
    return node.path("source").asText().equals("aws.s3") && node.has(KIND);
  }

  static List<Event> read(JsonText json, Map<String, String> parameters)
      throws InvalidEventException {
    var event = new Fields(json.node(), "");
    if (!event.text(KIND).equals("Object Created")) {
      return List.of();
    }
    var detail = event.in("detail");
    var object = detail.in("object");
    String key = object.text("key");
    if (key.endsWith("/")) {
      return List.of(); // a folder's marker, which holds nothing
    }
    return List.of(
        new ObjectCreated(
            detail.in("bucket").text("name"),
            key,
            object.node().path("size").asLong(0),
            object.optional("etag"),
            object.optional("sequencer"),
            event.optional("time"),
            "aws:s3",
            null,
            parameters,
            Bytes.of(json.text())));
  }
}
