package faas.scarlet.e2e;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The object store, through any S3 client. */
final class Buckets implements AutoCloseable {
  private final S3Client s3;

  /** Where a store is, and one of its accounts. */
  record Store(String endpoint, String accessKey, String secretKey) {}

  /** The store that the surroundings name. */
  Buckets(Surroundings place) {
    this(new Store(place.s3Endpoint(), place.s3AccessKey(), place.s3SecretKey()));
  }

  /** Any store. */
  Buckets(Store store) {
    var credentials = AwsBasicCredentials.create(store.accessKey(), store.secretKey());
    s3 =
        S3Client.builder()
            .endpointOverride(URI.create(store.endpoint()))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .httpClient(UrlConnectionHttpClient.create())
            .credentialsProvider(StaticCredentialsProvider.create(credentials))
            .build();
  }

  void put(String bucket, String key, Path file) {
    s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromFile(file));
  }

  void put(String bucket, String key, String content) {
    s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(content));
  }

  byte[] get(String bucket, String key) {
    return s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArray();
  }

  List<String> keys(String bucket, String prefix) {
    return s3
        .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  List<QueueConfiguration> rules(String bucket) {
    return s3.getBucketNotificationConfiguration(request -> request.bucket(bucket))
        .queueConfigurations();
  }

  /** Leaves no object of an earlier run. */
  void remove(String bucket) {
    try {
      keys(bucket, "").forEach(key -> s3.deleteObject(r -> r.bucket(bucket).key(key)));
      s3.deleteBucket(request -> request.bucket(bucket));
    } catch (NoSuchBucketException e) {
      // as it should be
    }
  }

  @Override
  public void close() {
    s3.close();
  }
}
