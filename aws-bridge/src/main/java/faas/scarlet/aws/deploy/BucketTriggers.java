package faas.scarlet.aws.deploy;

import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.client.Aws;
import faas.scarlet.aws.client.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;

/**
 * Notifications of buckets to the function. The function's own policy is the record of where there
 * are any: a bucket may call first and notifies then, and the other way round when it ends.
 */
final class BucketTriggers {
  private static final String SERVICE = "s3.amazonaws.com";
  private static final String ID = "scarlet-s3-";

  /** S3 tries to call the function when it is told to, and learns of permissions late. */
  private static final Patience PATIENCE = new Patience(Duration.ofSeconds(30));

  /** A bucket's notifications are written as a whole; two functions of ours may share a bucket. */
  private static final ConcurrentHashMap<String, Object> LOCKS = new ConcurrentHashMap<>();

  private final S3Client s3;
  private final Permissions permissions;
  private final Arns arns;
  private final Names names;
  private final String function;

  BucketTriggers(S3Client s3, Permissions permissions, Arns arns, Names names) {
    this.s3 = s3;
    this.permissions = permissions;
    this.arns = arns;
    this.names = names;
    this.function = arns.function(names.function());
  }

  /** Makes these triggers be there, and no others of this function. */
  void ensure(List<Trigger> triggers) {
    var byBucket = triggers.stream().collect(Collectors.groupingBy(Trigger::bucket));
    var statements = permissions.find();
    byBucket.forEach(
        (bucket, wanted) -> {
          String id = ID + bucket.replace('.', '_');
          String source = arns.s3(bucket);
          String allowed = statements.get(id);
          if (allowed != null && !allowed.equals(source)) {
            permissions.remove(id);
          }
          if (!source.equals(allowed)) {
            permissions.add(id, SERVICE, source);
          }
          notifications(bucket, wanted);
        });
    var others = new TreeSet<>(buckets(statements.keySet()));
    others.removeAll(byBucket.keySet());
    others.forEach(this::remove);
  }

  /** Buckets that notify the function, or are about to. */
  List<String> find() {
    return buckets(permissions.find().keySet());
  }

  private void remove(String bucket) {
    notifications(bucket, List.of());
    permissions.remove(ID + bucket.replace('.', '_'));
  }

  private static List<String> buckets(Iterable<String> statements) {
    var buckets = new TreeSet<String>();
    for (String id : statements) {
      if (id.startsWith(ID)) {
        buckets.add(id.substring(ID.length()).replace('_', '.'));
      }
    }
    return List.copyOf(buckets);
  }

  private void notifications(String bucket, List<Trigger> wanted) {
    synchronized (LOCKS.computeIfAbsent(bucket, name -> new Object())) {
      var found =
          Aws.find(
              "reading the notifications of bucket " + bucket,
              () -> s3.getBucketNotificationConfiguration(request -> request.bucket(bucket)));
      if (found.isEmpty() && wanted.isEmpty()) {
        return;
      }
      var there = found.orElseThrow(() -> missing(bucket));
      if (!BucketNotifications.of(function, bucket, there).equals(wanted)) {
        write(bucket, BucketNotifications.merged(function, names.function(), there, wanted));
      }
    }
  }

  private void write(String bucket, NotificationConfiguration merged) {
    String what = "setting the notifications of bucket " + bucket;
    try {
      Aws.ask(
          what,
          () ->
              PATIENCE.during(
                  BucketTriggers::passes,
                  () ->
                      s3.putBucketNotificationConfiguration(
                          request -> request.bucket(bucket).notificationConfiguration(merged))));
    } catch (AwsFault e) {
      String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      if (!words.contains("overlap") && !words.contains("ambiguous")) {
        throw e;
      }
      throw new AwsFault(
          AwsCause.TRIGGER_CONFLICT,
          "%s: another notification of that bucket takes files that this function's input takes too; give one of them another path or suffix"
              .formatted(what),
          e);
    }
  }

  private static boolean passes(SdkException e) {
    return String.valueOf(e.getMessage()).contains("Unable to validate");
  }

  private static AwsFault missing(String bucket) {
    return new AwsFault(
        AwsCause.BUCKET_UNUSABLE,
        "input bucket %s is not there; make it, in the region of the function".formatted(bucket));
  }
}
