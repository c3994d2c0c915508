package faas.scarlet.embedded;

import faas.scarlet.model.event.Notification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
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
            .POST(BodyPublishers.ofString(notification(object)))
            .build();
    var _ = http.sendAsync(request, BodyHandlers.discarding());
  }

  private static String notification(StoredObject object) {
    return Notification.created(
            "Put", object.bucket(), object.key(), object.size(), object.upload())
        .raw()
        .toString();
  }
}
