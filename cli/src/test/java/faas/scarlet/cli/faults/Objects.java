package faas.scarlet.cli.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import faas.scarlet.model.event.Upload;
import faas.scarlet.model.storage.StoreAccess;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of the test, and those who put them there. */
final class Objects implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int RETRY_MILLIS = 200;
  private static final int LONGEST_PAUSE_MILLIS = 1_000;
  private static final int MOST_LINES = 1_000;

  private final S3Client s3;
  private final AtomicInteger repeated = new AtomicInteger();

  Objects(StoreAccess access) {
    s3 =
        S3Client.builder()
            .endpointOverride(access.endpoint())
            .region(Region.of(access.region()))
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(access.accessKey(), access.secretKey())))
            .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(LIMIT))
            .overrideConfiguration(
                o -> o.apiCallTimeout(LIMIT).retryStrategy(r -> r.maxAttempts(1)))
            .build();
  }

  void bucket(String name) {
    s3.createBucket(r -> r.bucket(name));
  }

  void notify(String bucket, String arn) {
    var rule =
        QueueConfiguration.builder().queueArn(arn).eventsWithStrings("s3:ObjectCreated:*").build();
    s3.putBucketNotificationConfiguration(
        r -> r.bucket(bucket).notificationConfiguration(n -> n.queueConfigurations(List.of(rule))));
  }

  /**
   * Puts all of them, by so many clients at once, each again until it is acknowledged. A client
   * pauses between two, so that objects come all the time that parts are killed.
   */
  void putAll(String bucket, int count, int clients) throws InterruptedException {
    var next = new AtomicInteger();
    try (var threads = Executors.newFixedThreadPool(clients)) {
      for (int i = 0; i < clients; i++) {
        threads.execute(
            () -> {
              for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                put(bucket, key(n));
                pause(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
              }
            });
      }
    }
  }

  /** How often a client had to put its object again. */
  int repeated() {
    return repeated.get();
  }

  /** What a LIST shows now, by key. */
  Map<String, S3Object> list(String bucket) {
    var objects = new TreeMap<String, S3Object>();
    s3.listObjectsV2Paginator(r -> r.bucket(bucket))
        .contents()
        .forEach(o -> objects.put(o.key(), o));
    return objects;
  }

  static String key(int number) {
    return "part %d/größe+%d.txt".formatted(number % 10, number);
  }

  static byte[] content(String key) {
    int lines = 1 + Math.floorMod(key.hashCode(), MOST_LINES);
    return "content of %s\n".formatted(key).repeat(lines).getBytes(UTF_8);
  }

  static String upload(S3Object object) {
    return Upload.listed(object.eTag(), object.lastModified()).toString();
  }

  /** Whether the object is whole and right: its entity tag is the MD5 of what it should be. */
  static boolean isRight(S3Object object, String key) {
    byte[] expected = content(key);
    return object.size() == expected.length
        && object.eTag().replace("\"", "").equals(md5(expected));
  }

  @Override
  public void close() {
    s3.close();
  }

  private void put(String bucket, String key) {
    while (true) {
      try {
        s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(content(key)));
        return;
      } catch (SdkException | UncheckedIOException e) {
        repeated.incrementAndGet();
        pause(RETRY_MILLIS);
      }
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
