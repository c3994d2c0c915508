package faas.scarlet.model.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * Writes the notification of a created object, for those who know of one that no store told of:
 * scripts get the same kind of event, however their file was found. It has MinIO's form, because
 * MinIO's sequencer says which upload is meant, and {@link Events} reads it back.
 */
public final class Notification {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private Notification() {}

  /**
   * The event, whose {@code raw} is the notification.
   *
   * @param cause what follows {@code s3:ObjectCreated:}, as in {@code Put}
   * @param size of the object, in bytes
   */
  public static ObjectCreated created(
      String cause, String bucket, String key, long size, Upload upload) {
    String name = "s3:ObjectCreated:" + cause;
    var body = JsonNodeFactory.instance.objectNode();
    body.put("EventName", name);
    body.put("Key", bucket + "/" + key);
    var record = body.putArray("Records").addObject();
    record.put("eventVersion", "2.0");
    record.put("eventSource", "minio:s3");
    record.put("awsRegion", "");
    record.put("eventTime", Instant.ofEpochMilli(upload.modified()).toString());
    record.put("eventName", name);
    var s3 = record.putObject("s3");
    s3.put("s3SchemaVersion", "1.0");
    s3.putObject("bucket").put("name", bucket).put("arn", "arn:aws:s3:::" + bucket);
    var object = s3.putObject("object");
    object.put("key", URLEncoder.encode(key, StandardCharsets.UTF_8));
    object.put("size", size);
    object.put("eTag", upload.etag());
    object.put("sequencer", "%016X".formatted(upload.modified() * NANOS_PER_MILLI));
    return new ObjectCreated(
        bucket,
        key,
        size,
        upload.etag(),
        object.get("sequencer").asText(),
        record.get("eventTime").asText(),
        "minio:s3",
        null,
        Map.of(),
        Bytes.of(body.toString()));
  }
}
