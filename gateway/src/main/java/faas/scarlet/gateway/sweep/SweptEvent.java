package faas.scarlet.gateway.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import faas.scarlet.gateway.store.ListedObject;
import faas.scarlet.model.Json;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;

/**
 * The notification that a store would have sent for an object that a LIST shows: scripts get the
 * same kind of event, however their file was found.
 */
final class SweptEvent {
  private static final String NAME = "s3:ObjectCreated:Sweep";
  private static final long NANOS_PER_MILLI = 1_000_000;

  private SweptEvent() {}

  /** In MinIO's form, because its sequencer can say which upload is meant. */
  static String of(String bucket, ListedObject object) {
    var s3 =
        Map.of(
            "s3SchemaVersion",
            "1.0",
            "bucket",
            Map.of("name", bucket, "arn", "arn:aws:s3:::" + bucket),
            "object",
            Map.of(
                "key",
                URLEncoder.encode(object.key(), UTF_8),
                "size",
                object.size(),
                "eTag",
                object.etag(),
                "sequencer",
                "%016X".formatted(object.modified().toEpochMilli() * NANOS_PER_MILLI)));
    var entry =
        Map.of(
            "eventVersion",
            "2.0",
            "eventSource",
            "minio:s3",
            "awsRegion",
            "",
            "eventTime",
            object.modified(),
            "eventName",
            NAME,
            "s3",
            s3);
    return Json.write(
        Map.of("EventName", NAME, "Key", bucket + "/" + object.key(), "Records", List.of(entry)));
  }
}
