package faas.scarlet.embedded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Posts notifications as MinIO does to a webhook target without a queue: at once, once, and lost
 * where the receiver is away. So the receiver sees on a laptop what it sees on a cluster.
 */
public final class Webhook implements Consumer<StoredObject> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI target;

  /** Notifications go to {@code target}. */
  public Webhook(URI target) {
    this.target = target;
  }

  @Override
  public void accept(StoredObject object) {
    var request =
        HttpRequest.newBuilder(target)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(notification(object).toString()))
            .build();
    var _ = http.sendAsync(request, BodyHandlers.discarding());
  }

  static ObjectNode notification(StoredObject stored) {
    var body = JsonNodeFactory.instance.objectNode();
    body.put("EventName", "s3:ObjectCreated:Put");
    body.put("Key", stored.bucket() + "/" + stored.key());
    var record = body.putArray("Records").addObject();
    record.put("eventVersion", "2.0");
    record.put("eventSource", "minio:s3");
    record.put("awsRegion", "");
    record.put("eventTime", Instant.ofEpochMilli(stored.upload().modified()).toString());
    record.put("eventName", "s3:ObjectCreated:Put");
    var s3 = record.putObject("s3");
    s3.put("s3SchemaVersion", "1.0");
    s3.putObject("bucket").put("name", stored.bucket());
    var object = s3.putObject("object");
    object.put("key", URLEncoder.encode(stored.key(), StandardCharsets.UTF_8));
    object.put("size", stored.size());
    object.put("eTag", stored.upload().etag());
    object.put("sequencer", Long.toHexString(stored.upload().modified() * 1_000_000));
    return body;
  }
}
