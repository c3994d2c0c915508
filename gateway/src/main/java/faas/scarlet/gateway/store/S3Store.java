package faas.scarlet.gateway.store;

import faas.scarlet.model.event.Upload;
import faas.scarlet.model.storage.StoreAccess;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Any store that speaks S3. */
public final class S3Store implements ObjectStore, AutoCloseable {
  private static final int PAGE = 1_000;
  private static final Duration LONGEST_UPLOAD = Duration.ofHours(1);

  private final StoreAccess access;
  private final S3Client s3;

  /** Connects when it is first used. */
  public S3Store(StoreAccess access) {
    this.access = access;
    s3 =
        S3Client.builder()
            .endpointOverride(access.endpoint())
            .region(Region.of(access.region()))
            .forcePathStyle(access.pathStyle())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(access.accessKey(), access.secretKey())))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(Duration.ofSeconds(5))
                    .socketTimeout(Duration.ofSeconds(30)))
            .overrideConfiguration(o -> o.apiCallTimeout(Duration.ofMinutes(1)))
            .build();
  }

  @Override
  public String name() {
    return access.name();
  }

  @Override
  public void list(String bucket, String keyPrefix, Consumer<List<ListedObject>> page) {
    var pages = s3.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(keyPrefix).maxKeys(PAGE));
    var iterator = pages.iterator();
    while (answer("list " + bucket + "/" + keyPrefix, iterator::hasNext)) {
      var contents = answer("list " + bucket + "/" + keyPrefix, iterator::next).contents();
      page.accept(contents.stream().map(S3Store::listed).toList());
    }
  }

  @Override
  public Optional<ListedObject> find(String bucket, String key) {
    // A LIST and not a HEAD: only LIST tells the time of the upload in milliseconds. Of all keys
    // that begin with this one, this one comes first.
    return answer(
        "list " + bucket + "/" + key,
        () -> {
          try {
            return s3
                .listObjectsV2(r -> r.bucket(bucket).prefix(key).maxKeys(1))
                .contents()
                .stream()
                .filter(object -> object.key().equals(key))
                .map(S3Store::listed)
                .findFirst();
          } catch (NoSuchBucketException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public Optional<Content> read(String bucket, String key) {
    return answer(
        "read " + bucket + "/" + key,
        () -> {
          try {
            var object = s3.getObject(r -> r.bucket(bucket).key(key));
            return Optional.of(new Content(object, object.response().contentLength()));
          } catch (NoSuchKeyException | NoSuchBucketException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void upload(String bucket, String key, InputStream content, long size) {
    answer(
        "put " + bucket + "/" + key,
        () ->
            s3.putObject(
                r ->
                    r.bucket(bucket)
                        .key(key)
                        .overrideConfiguration(o -> o.apiCallTimeout(LONGEST_UPLOAD)),
                RequestBody.fromInputStream(content, size)));
  }

  @Override
  public void ensureBucket(String bucket) {
    answer(
        "make bucket " + bucket,
        () -> {
          try {
            s3.headBucket(r -> r.bucket(bucket));
          } catch (NoSuchBucketException missing) {
            create(bucket);
          }
          return bucket;
        });
  }

  @Override
  public void close() {
    s3.close();
  }

  private void create(String bucket) {
    try {
      s3.createBucket(r -> r.bucket(bucket));
    } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
      // Somebody else was quicker, and the bucket is there: all that was asked for.
    }
  }

  private <T> T answer(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new StoreException(
          "object store %s at %s: cannot %s: %s"
              .formatted(access.name(), access.endpoint(), what, e.getMessage()),
          e);
    }
  }

  private static ListedObject listed(S3Object object) {
    return new ListedObject(
        object.key(), object.size(), Upload.listed(object.eTag(), object.lastModified()));
  }
}
