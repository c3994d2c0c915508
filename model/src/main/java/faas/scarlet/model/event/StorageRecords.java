package faas.scarlet.model.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notifications of S3 in the versions 2.x, as AWS, MinIO, RustFS and Ceph send them. Keys are
 * encoded as form values, except those of Ceph ({@code rgw_notify.cc} takes the object's name as it
 * is), and of whoever writes such events by hand.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
 *     message structure</a>
 */
final class StorageRecords {
  private static final String RECORDS = "Records";

  private StorageRecords() {}

  /** Whether this is such a notification, well-formed or not. */
  static boolean has(ObjectNode node) {
    var first = node.path(RECORDS).path(0);
    return first.has("s3");
  }

  /** Whether this is what AWS sends when a notification is set up; it asks for nothing. */
  static boolean isTest(ObjectNode node) {
    return node.path("Event").asText().equals("s3:TestEvent") && node.has("Bucket");
  }

  /** A record without the list around it, as CloudEvents carry it, with the list. */
  static Optional<JsonText> wrap(JsonText record) {
    return record.node().has("s3") && record.node().has("eventName")
        ? JsonText.of("{\"Records\":[" + record.text() + "]}")
        : Optional.empty();
  }

  static List<Event> read(JsonText json, Map<String, String> parameters)
      throws InvalidEventException {
    var events = new ArrayList<Event>();
    int count = json.node().path(RECORDS).size();
    for (int i = 0; i < count; i++) {
      var record = new Fields(json.node().path(RECORDS).path(i), RECORDS + "[" + i + "]");
      checkVersion(record);
      if (isAboutCreation(record)) {
        add(events, record, json, i, count, parameters);
      }
    }
    return events;
  }

  private static void add(
      List<Event> events,
      Fields record,
      JsonText json,
      int index,
      int count,
      Map<String, String> parameters)
      throws InvalidEventException {
    var object = record.in("s3").in("object");
    String bucket = record.in("s3").in("bucket").text("name");
    String source = record.node().path("eventSource").asText("aws:s3");
    String topKey = count == 1 ? json.node().path("Key").asText() : "";
    String key = key(object, source, topKey);
    if (key.endsWith("/")) {
      return; // a folder's marker, which holds nothing
    }
    events.add(
        new ObjectCreated(
            bucket,
            key,
            object.node().path("size").asLong(0),
            object.optional("eTag"),
            object.optional("sequencer"),
            record.optional("eventTime"),
            source,
            null,
            parameters,
            Bytes.of(count == 1 ? json.text() : single(json.node(), index, bucket + "/" + key))));
  }

  private static void checkVersion(Fields record) throws InvalidEventException {
    var version = record.textIfAny("eventVersion");
    if (version.isPresent() && !version.get().startsWith("2.")) {
      throw record.expected("eventVersion", "2.0 to 2.6");
    }
  }

  private static boolean isAboutCreation(Fields record) throws InvalidEventException {
    String name = record.textIfAny("eventName").orElse("ObjectCreated:");
    return name.startsWith("s3:ObjectCreated:") || name.startsWith("ObjectCreated:");
  }

  private static String key(Fields object, String source, String topKey)
      throws InvalidEventException {
    String written = object.text("key");
    // MinIO gives the key without encoding as well: where the two agree nobody has encoded
    if (source.equals("ceph:s3") || topKey.substring(topKey.indexOf('/') + 1).equals(written)) {
      return written;
    }
    try {
      return URLDecoder.decode(written, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw object.expected("key", "a URL-encoded key");
    }
  }

  /** The notification with one of its records only. */
  private static String single(ObjectNode envelope, int index, String key) {
    var one = envelope.deepCopy();
    one.putArray(RECORDS).add(envelope.path(RECORDS).path(index));
    if (one.has("Key")) {
      one.put("Key", key);
    }
    return one.toString();
  }
}
