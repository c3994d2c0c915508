package faas.scarlet.gateway.store;

import faas.scarlet.model.event.Upload;
import faas.scarlet.model.storage.KnownStore;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.model.storage.StoreId;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Any store that speaks S3. */
public final class S3Store implements ObjectStore, AutoCloseable {
  private static final int PAGE = 1_000;
  private static final Duration LONGEST_UPLOAD = Duration.ofHours(1);
  private static final Duration PROBE = Duration.ofSeconds(5);

  private final KnownStore known;
  private final StoreAccess access;
  private final S3Client s3;
  private final ExecutorService ahead = Executors.newVirtualThreadPerTaskExecutor();

  /** Connects when it is first used. */
  public S3Store(KnownStore known) {
    this.known = known;
    this.access = known.access();
    s3 =
        S3Client.builder()
            .endpointOverride(access.endpoint())
            .region(Region.of(access.region()))
            .forcePathStyle(access.pathStyle())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(access.accessKey(), access.secretKey())))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .httpClientBuilder(http(access))
            .overrideConfiguration(o -> o.apiCallTimeout(Duration.ofMinutes(1)))
            .build();
  }

  private static UrlConnectionHttpClient.Builder http(StoreAccess access) {
    var builder =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(5))
            .socketTimeout(Duration.ofSeconds(30));
    access
        .trust()
        .ifPresent(
            own -> builder.tlsTrustManagersProvider(() -> new TrustManager[] {own.trustManager()}));
    return builder;
  }

  @Override
  public StoreId id() {
    return known.id();
  }

  @Override
  public Optional<URI> endpoint() {
    return Optional.of(access.endpoint());
  }

  @Override
  public Optional<Duration> sweepInterval() {
    return known.sweepInterval();
  }

  /** Whether it is this store, reached in this way. */
  boolean is(KnownStore other) {
    return known.equals(other);
  }

  @Override
  public void list(String bucket, String keyPrefix, String startAfter, PageVisitor visitor) {
    String what = "list " + bucket + "/" + keyPrefix;
    var first =
        ListObjectsV2Request.builder().bucket(bucket).prefix(keyPrefix).maxKeys(PAGE).build();
    var next = fetch(startAfter.isEmpty() ? first : first.copy(r -> r.startAfter(startAfter)));
    try {
      while (true) {
        var page = arrived(what, next);
        if (page.isTruncated()) {
          next = fetch(first.copy(r -> r.continuationToken(page.nextContinuationToken())));
        }
        boolean more = visitor.visit(page.contents().stream().map(S3Store::listed).toList());
        if (!more || !page.isTruncated()) {
          return;
        }
      }
    } finally {
      next.cancel(true);
    }
  }

  /** Begins now, so that the store lists the next page while the last one is worked on. */
  private Future<ListObjectsV2Response> fetch(ListObjectsV2Request request) {
    return ahead.submit(() -> s3.listObjectsV2(request));
  }

  private ListObjectsV2Response arrived(String what, Future<ListObjectsV2Response> page) {
    return answer(
        what,
        () -> {
          try {
            return page.get();
          } catch (ExecutionException e) {
            throw e.getCause() instanceof SdkException refused
                ? refused
                : new IllegalStateException(e.getCause());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("the gateway stops", e);
          }
        });
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
            return Optional.of(
                new Content(
                    object, object.response().contentLength(), object.response().metadata()));
          } catch (NoSuchKeyException | NoSuchBucketException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void put(
      String bucket,
      String key,
      String contentType,
      Map<String, String> metadata,
      InputStream content,
      long size) {
    String what = "put " + bucket + "/" + key;
    answer(
        what,
        () -> {
          try {
            return s3.putObject(
                r ->
                    r.bucket(bucket)
                        .key(key)
                        .contentType(contentType)
                        .metadata(metadata)
                        .overrideConfiguration(o -> o.apiCallTimeout(LONGEST_UPLOAD)),
                RequestBody.fromInputStream(content, size));
          } catch (IllegalStateException e) {
            // the SDK wants to try again, and what comes over a network can be read only once
            throw SdkClientException.create("the store did not take it at once, put it again", e);
          }
        });
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
  public Instant time() {
    return answer("answer", () -> time(anyAnswer()));
  }

  /** Also a refusal has the time; who may not see the buckets may still see his own. */
  private SdkHttpResponse anyAnswer() {
    try {
      return s3.listBuckets(r -> r.overrideConfiguration(o -> o.apiCallTimeout(PROBE)))
          .sdkHttpResponse();
    } catch (S3Exception refused) {
      if (refused.statusCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
        throw refused;
      }
      return refused.awsErrorDetails().sdkHttpResponse();
    }
  }

  private static Instant time(SdkHttpResponse answer) {
    return answer
        .firstMatchingHeader("Date")
        .map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from))
        .orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  @Override
  public void close() {
    ahead.shutdownNow();
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
    } catch (SdkException | UncheckedIOException e) {
      throw new StoreException(
          "object store %s at %s: cannot %s: %s"
              .formatted(known.id(), access.endpoint(), what, e.getMessage()),
          e);
    }
  }

  private static ListedObject listed(S3Object object) {
    return new ListedObject(
        object.key(), object.size(), Upload.listed(object.eTag(), object.lastModified()));
  }
}
