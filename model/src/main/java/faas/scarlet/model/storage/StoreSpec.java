package faas.scarlet.model.storage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import faas.scarlet.model.function.Span;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An object store, as its manifest describes it. */
@SuppressWarnings("NullAway") // fields that a manifest leaves out arrive as null; here that ends
public record StoreSpec(
    @Required
        @Pattern("^https?://[^/\\s@?#]+/?$")
        @JsonPropertyDescription("Where pods reach it, as in http://minio.minio:9000.")
        String endpoint,
    @Default("us-east-1") @JsonPropertyDescription("Region that requests are signed for.")
        String region,
    @Default("true")
        @JsonPropertyDescription(
            "Whether the bucket goes into the path (MinIO) and not into the host name (AWS).")
        Boolean pathStyle,
    @Required
        @JsonPropertyDescription(
            "Secret with the keys accessKey and secretKey: the account that makes buckets, rules and"
                + " functions' accounts, and as which the gateway reads and writes.")
        SecretReference credentialsSecret,
    @Nullable @JsonPropertyDescription("Whom to trust that it is the store, for https.") Tls tls,
    @JsonPropertyDescription("How the store tells of new objects.") Notifications notifications,
    @JsonPropertyDescription("How the gateway looks for objects that it was not told of.")
        Sweep sweep,
    @Default("minio")
        @JsonPropertyDescription(
            "minio: each function gets an account of its own that may reach its inputs and outputs"
                + " only. shared: functions use the store's own account.")
        Accounts accounts) {

  public StoreSpec {
    region = region == null ? "us-east-1" : region;
    pathStyle = pathStyle == null || pathStyle;
    notifications = notifications == null ? Notifications.DEFAULT : notifications;
    sweep = sweep == null ? Sweep.DEFAULT : sweep;
    accounts = accounts == null ? Accounts.MINIO : accounts;
  }

  /** How to reach it with these credentials, under the name that manifests call it. */
  public StoreAccess access(String name, String accessKey, String secretKey) {
    return new StoreAccess(name, URI.create(endpoint), region, pathStyle, accessKey, secretKey);
  }

  /** Of a store whose certificate nobody known has signed. */
  public record Tls(
      @Required
          @JsonPropertyDescription(
              "Secret with the key ca.crt: certificates in PEM of who signs the store's own.")
          SecretReference caSecret) {}

  /**
   * A Secret by its name.
   *
   * @param namespace of the Secret; only for a store that has no namespace itself
   */
  public record SecretReference(
      @Required @JsonPropertyDescription("Name of the Secret.") String name,
      @Nullable @JsonPropertyDescription("Namespace of the Secret; for a ClusterObjectStore only.")
          String namespace) {}

  /**
   * How the store tells of new objects.
   *
   * @param target id of the webhook target, or its whole ARN
   */
  public record Notifications(
      @Default("webhook")
          @JsonPropertyDescription("webhook, or none: objects are found by the sweep only.")
          NotificationType type,
      @Default(Notifications.TARGET)
          @Pattern("^(arn:[^\\s]+|[A-Za-z0-9_-]+)$")
          @JsonPropertyDescription(
              "Id of the webhook target that was registered with the store at its start, or its"
                  + " ARN.")
          String target) {
    static final String TARGET = "SCARLET";
    static final Notifications DEFAULT = new Notifications(NotificationType.WEBHOOK, TARGET);

    public Notifications {
      type = type == null ? NotificationType.WEBHOOK : type;
      target = target == null ? TARGET : target;
    }

    /** What notification rules call the target. */
    public String arn() {
      return target.startsWith("arn:") ? target : "arn:minio:sqs::" + target + ":webhook";
    }
  }

  /** Whether the store tells of new objects. */
  public enum NotificationType {
    @JsonProperty("webhook")
    WEBHOOK,
    @JsonProperty("none")
    NONE
  }

  /** How the store's buckets are compared with the ledger. */
  public record Sweep(
      @Default("30s")
          @Pattern(Span.PATTERN)
          @JsonPropertyDescription("Pause between two comparisons.")
          String interval) {
    static final Sweep DEFAULT = new Sweep("30s");
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    public Sweep {
      interval = interval == null ? "30s" : interval;
    }

    /** The pause, at least a second. */
    public Duration pause() {
      var pause = Span.parse(interval);
      return pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause;
    }
  }

  /** As whom functions use the store. */
  public enum Accounts {
    @JsonProperty("minio")
    MINIO,
    @JsonProperty("shared")
    SHARED
  }
}
