package faas.scarlet.operator.store;

import faas.scarlet.model.storage.StoreAccess;
import io.minio.BucketExistsArgs;
import io.minio.GetBucketNotificationArgs;
import io.minio.ListObjectsArgs;
import io.minio.ListPartsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.MinioClient;
import io.minio.SetBucketNotificationArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.NotificationConfiguration;
import io.minio.messages.NotificationConfiguration.FilterRule;
import io.minio.messages.NotificationConfiguration.QueueConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.OkHttpClient;

/** Speaks S3 with MinIO, or with any store that has S3's bucket notifications. */
public final class MinioBucketStore implements BucketStore {
  private static final String CREATED = "s3:ObjectCreated:*";

  private static final String ABSENT_UPLOAD = "scarlet-may-put";

  private final MinioClient client;
  private final MinioAsyncClient uploads;
  private final StoreErrors errors;
  private final String webhookArn;

  /** A PUT of the rules replaces them all: between reading and writing nobody else may write. */
  private final ReentrantLock rulesLock = new ReentrantLock();

  /** The rules all name this target; it was registered with the store at the store's start. */
  MinioBucketStore(StoreAccess access, String webhookArn, OkHttpClient http) {
    this.webhookArn = webhookArn;
    this.errors = new StoreErrors(access.endpoint(), webhookArn);
    String endpoint = access.endpoint().toString();
    this.client =
        MinioClient.builder()
            .endpoint(endpoint)
            .region(access.region())
            .credentials(access.accessKey(), access.secretKey())
            .httpClient(http)
            .build();
    this.uploads =
        MinioAsyncClient.builder()
            .endpoint(endpoint)
            .region(access.region())
            .credentials(access.accessKey(), access.secretKey())
            .httpClient(http)
            .build();
  }

  @Override
  public void ensureBucket(String bucket) throws StoreException {
    call(
        "make bucket " + bucket,
        () -> {
          if (!exists(bucket)) {
            client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
          }
          return bucket;
        });
  }

  @Override
  public void ensureRules(String bucket, String owner, List<Rule> rules) throws StoreException {
    rulesLock.lock();
    try {
      call(
          "set the notification rules of bucket " + bucket,
          () -> {
            var found = configuration(bucket);
            if (!rules(found, owner).equals(rules)) {
              write(bucket, merged(found, owner, rules));
            }
            return bucket;
          });
    } finally {
      rulesLock.unlock();
    }
  }

  @Override
  public List<Rule> rules(String bucket, String owner) throws StoreException {
    return call(
        "read the notification rules of bucket " + bucket,
        () -> exists(bucket) ? rules(configuration(bucket), owner) : List.of());
  }

  @Override
  public void check() throws StoreException {
    call(
        "list the buckets",
        () -> {
          try {
            return client.listBuckets().size();
          } catch (ErrorResponseException e) {
            // known, but not allowed to see all buckets: that is enough here
            if ("AccessDenied".equals(e.errorResponse().code())) {
              return 0;
            }
            throw e;
          }
        });
  }

  @Override
  public void mayList(String bucket, String keyPrefix) throws StoreException {
    var keys = ListObjectsArgs.builder().bucket(bucket).prefix(keyPrefix).maxKeys(1).build();
    call(
        "list " + bucket + "/" + keyPrefix,
        () -> {
          var found = client.listObjects(keys).iterator();
          return found.hasNext() ? found.next().get().objectName() : "";
        });
  }

  @Override
  public void mayPut(String bucket, String keyPrefix) throws StoreException {
    var parts =
        ListPartsArgs.builder()
            .bucket(bucket)
            .object(keyPrefix + ABSENT_UPLOAD)
            .uploadId(ABSENT_UPLOAD)
            .build();
    call(
        "write " + bucket + "/" + keyPrefix,
        () -> {
          try {
            return uploads.listParts(parts).join().toString();
          } catch (CompletionException e) {
            // who may not ask is denied before the upload is looked for
            if (e.getCause() instanceof ErrorResponseException answer
                && "NoSuchUpload".equals(answer.errorResponse().code())) {
              return bucket;
            }
            throw e.getCause() instanceof MinioException refused
                ? refused
                : new MinioException(e.getCause());
          }
        });
  }

  private interface Request<T> {
    T send() throws MinioException;
  }

  private <T> T call(String what, Request<T> request) throws StoreException {
    try {
      return request.send();
    } catch (MinioException | IllegalArgumentException | IllegalStateException e) {
      throw errors.translate(what, e);
    }
  }

  private boolean exists(String bucket) throws MinioException {
    return client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build());
  }

  private NotificationConfiguration configuration(String bucket) throws MinioException {
    return client.getBucketNotification(GetBucketNotificationArgs.builder().bucket(bucket).build());
  }

  private void write(String bucket, NotificationConfiguration configuration) throws MinioException {
    client.setBucketNotification(
        SetBucketNotificationArgs.builder().bucket(bucket).config(configuration).build());
  }

  /** Everything as it was found, but for the owner's rules. */
  private NotificationConfiguration merged(
      NotificationConfiguration found, String owner, List<Rule> rules) {
    var queues = new ArrayList<>(queues(found));
    queues.removeIf(queue -> isOwned(queue, owner));
    rules.forEach(rule -> queues.add(queue(rule)));
    return new NotificationConfiguration(
        found.cloudFunctionConfigurations(),
        queues,
        found.topicConfigurations(),
        found.eventBridgeConfiguration());
  }

  private List<Rule> rules(NotificationConfiguration configuration, String owner) {
    return queues(configuration).stream()
        .filter(queue -> isOwned(queue, owner) && webhookArn.equals(queue.queue()))
        .map(MinioBucketStore::rule)
        .toList();
  }

  private QueueConfiguration queue(Rule rule) {
    var filter =
        rule.prefix().isEmpty() && rule.suffix().isEmpty()
            ? null
            : new NotificationConfiguration.Filter(filterRules(rule));
    return new QueueConfiguration(webhookArn, rule.id(), List.of(CREATED), filter);
  }

  private static List<FilterRule> filterRules(Rule rule) {
    var rules = new ArrayList<FilterRule>();
    if (!rule.prefix().isEmpty()) {
      rules.add(FilterRule.newPrefixFilterRule(rule.prefix()));
    }
    if (!rule.suffix().isEmpty()) {
      rules.add(FilterRule.newSuffixFilterRule(rule.suffix()));
    }
    return rules;
  }

  private static Rule rule(QueueConfiguration queue) {
    return new Rule(queue.id(), filterValue(queue, "prefix"), filterValue(queue, "suffix"));
  }

  private static String filterValue(QueueConfiguration queue, String name) {
    return queue.filter() == null
        ? ""
        : queue.filter().rules().stream()
            .filter(rule -> rule.name().equalsIgnoreCase(name))
            .map(FilterRule::value)
            .findFirst()
            .orElse("");
  }

  private static boolean isOwned(QueueConfiguration queue, String owner) {
    return queue.id() != null && queue.id().startsWith(owner);
  }

  private static List<QueueConfiguration> queues(NotificationConfiguration configuration) {
    return configuration.queueConfigurations() == null
        ? List.of()
        : configuration.queueConfigurations();
  }
}
