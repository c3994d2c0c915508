package faas.scarlet.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faas.scarlet.model.event.Events;
import faas.scarlet.model.event.ObjectCreated;
import faas.scarlet.model.event.Upload;
import faas.scarlet.model.storage.KnownStore;
import faas.scarlet.model.storage.StoreAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A real MinIO's notifications and LIST must name the same upload in the same way. */
@Tag("lab")
class MinioUploadIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PART = 5 * 1024 * 1024;

  private final String bucket = "gateway-" + UUID.randomUUID();
  private final Map<String, Upload> told = new ConcurrentHashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private StoreAccess access;
  private S3Client s3;

  @BeforeEach
  void open() throws Exception {
    var endpoint = System.getenv("LAB_S3_ENDPOINT");
    assumeTrue(
        endpoint != null,
        "SKIPPED: needs a MinIO; set LAB_S3_ENDPOINT, LAB_S3_ACCESS_KEY and LAB_S3_SECRET_KEY");
    access =
        new StoreAccess(
            "default",
            URI.create(endpoint),
            "us-east-1",
            true,
            System.getenv("LAB_S3_ACCESS_KEY"),
            System.getenv("LAB_S3_SECRET_KEY"));
    s3 =
        S3Client.builder()
            .endpointOverride(access.endpoint())
            .region(Region.of(access.region()))
            .forcePathStyle(true)
            .credentialsProvider(StaticCredentialsProvider.create(credentials()))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    s3.createBucket(r -> r.bucket(bucket));
    listen();
  }

  @AfterEach
  void close() {
    http.shutdownNow();
    if (s3 != null) {
      s3.listObjectsV2(r -> r.bucket(bucket))
          .contents()
          .forEach(object -> s3.deleteObject(r -> r.bucket(bucket).key(object.key())));
      s3.deleteBucket(r -> r.bucket(bucket));
      s3.close();
    }
  }

  @Test
  void notificationAndListAgree() {
    s3.putObject(r -> r.bucket(bucket).key("in/plain.txt"), RequestBody.fromString("plain"));
    s3.putObject(r -> r.bucket(bucket).key("in/empty"), RequestBody.empty());
    putInParts("in/parts");

    try (var store = new S3Store(KnownStore.everywhere(access))) {
      for (String key : new String[] {"in/plain.txt", "in/empty", "in/parts"}) {
        awaitTold(key);
        assertThat(store.find(bucket, key))
            .hasValueSatisfying(listed -> assertThat(told).containsEntry(key, listed.upload()));
      }
    }
  }

  private void putInParts(String key) {
    var upload = s3.createMultipartUpload(r -> r.bucket(bucket).key(key)).uploadId();
    var parts =
        Stream.of(1, 2)
            .map(
                number -> {
                  var part =
                      s3.uploadPart(
                          r -> r.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                          RequestBody.fromBytes(new byte[PART]));
                  return CompletedPart.builder().partNumber(number).eTag(part.eTag()).build();
                })
            .toList();
    s3.completeMultipartUpload(
        r -> r.bucket(bucket).key(key).uploadId(upload).multipartUpload(m -> m.parts(parts)));
  }

  /**
   * MinIO's ListenNotification: one a line, as its webhooks get them but for keys, left unencoded.
   */
  private void listen() throws Exception {
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(access.endpoint().resolve("/" + bucket))
            .putRawQueryParameter("events", "s3:ObjectCreated:*")
            .putRawQueryParameter("ping", "1")
            .build();
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(credentials())
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, access.region()))
            .request();
    var listening = HttpRequest.newBuilder(signed.getUri());
    signed.forEachHeader(
        (name, values) -> {
          if (!name.equalsIgnoreCase("Host")) {
            listening.header(name, values.getFirst());
          }
        });
    Thread.startVirtualThread(() -> hear(listening.build()));
    awaitTold("probe");
  }

  /** MinIO hands notifications over by the 4 KiB, so others push the awaited one through. */
  private void awaitTold(String key) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              s3.putObject(r -> r.bucket(bucket).key("probe"), RequestBody.fromString("probe"));
              return told.containsKey(key);
            });
  }

  private void hear(HttpRequest listening) {
    try (var lines = http.send(listening, BodyHandlers.ofLines()).body()) {
      lines.forEach(this::hear);
    } catch (IOException | InterruptedException | UncheckedIOException e) {
      // The test is over.
    }
  }

  private void hear(String line) {
    try {
      for (var event : Events.parse(line)) {
        if (event instanceof ObjectCreated created) {
          told.put(created.key(), created.upload().orElseThrow());
        }
      }
    } catch (Exception e) {
      throw new AssertionError("MinIO said " + line, e);
    }
  }

  private AwsBasicCredentials credentials() {
    return AwsBasicCredentials.create(access.accessKey(), access.secretKey());
  }
}
