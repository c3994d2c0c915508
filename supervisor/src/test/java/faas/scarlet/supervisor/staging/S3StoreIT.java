package faas.scarlet.supervisor.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faas.scarlet.embedded.EmbeddedStore;
import faas.scarlet.model.function.Output;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.supervisor.fault.Fault;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** The same contract with the embedded store, and with the lab's MinIO where there is one. */
@Tag("lab")
class S3StoreIT {
  private static final String BUCKET = "supervisor-staging-it";
  private static final ObjectStore.Label LABEL = new ObjectStore.Label("default/f", "inv-1", 3);

  @TempDir Path folder = Path.of("");

  @Test
  void embeddedStore() throws Exception {
    try (var store = EmbeddedStore.start(folder.resolve("s3"), 0, "key", "secret", o -> {})) {
      honoursTheContract(store.access());
    }
  }

  @Test
  void minio() throws Exception {
    String endpoint = System.getenv("LAB_S3_ENDPOINT");
    assumeTrue(endpoint != null, "SKIPPED: no MinIO; eval \"$(lab env)\" names the lab's");
    honoursTheContract(
        new StoreAccess(
            "default",
            URI.create(String.valueOf(endpoint)),
            "us-east-1",
            true,
            String.valueOf(System.getenv("LAB_S3_ACCESS_KEY")),
            String.valueOf(System.getenv("LAB_S3_SECRET_KEY"))));
  }

  private void honoursTheContract(StoreAccess access) throws Exception {
    try (var client = client(access)) {
      client.createBucket(request -> request.bucket(BUCKET));
      try {
        roundTrip(access, client);
        emptyRoundTrip(access);
        largeRoundTrip(access, client);
        overwrittenMidway(access, client);
        refusals(access);
      } finally {
        client
            .listObjectsV2(request -> request.bucket(BUCKET))
            .contents()
            .forEach(o -> client.deleteObject(request -> request.bucket(BUCKET).key(o.key())));
        client.deleteBucket(request -> request.bucket(BUCKET));
      }
    }
  }

  private void roundTrip(StoreAccess access, S3Client client) throws Exception {
    var store = ObjectStores.s3(List.of(access)).named("default");
    var file = Files.writeString(folder.resolve("file"), "content");
    var output = new Output("default", BUCKET + "/out", List.of(), List.of());

    var published = store.publish(output, "sub/ein Bild+ä.png", file, LABEL);
    var arrived = store.download(BUCKET, published.key(), folder.resolve("back"));

    assertThat(published.key()).isEqualTo("out/sub/ein Bild+ä.png");
    assertThat(published.size()).isEqualTo(7);
    assertThat(published.sha256())
        .isEqualTo("ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73");
    assertThat(folder.resolve("back")).hasContent("content");
    assertThat(arrived).isEqualTo(new ObjectStore.Arrived(7, 3));
    assertThat(store.depth(BUCKET, published.key())).isEqualTo(3);
    assertThat(store.depth(BUCKET, "none")).isZero();
    var head = client.headObject(request -> request.bucket(BUCKET).key(published.key()));
    assertThat(head.contentType()).isEqualTo("image/png");
    assertThat(head.metadata())
        .containsEntry("scarlet-invocation", "inv-1")
        .containsEntry("scarlet-function", "default/f");
  }

  private void emptyRoundTrip(StoreAccess access) throws Exception {
    var store = new S3Store(access);
    var file = Files.createFile(folder.resolve("empty"));
    var output = new Output("default", BUCKET, List.of(), List.of());

    var published = store.publish(output, "a line\nand another", file, LABEL);
    var arrived = store.download(BUCKET, published.key(), folder.resolve("empty-back"));

    assertThat(arrived.bytes()).isZero();
    assertThat(folder.resolve("empty-back")).isEmptyFile();
  }

  private void largeRoundTrip(StoreAccess access, S3Client client) throws Exception {
    var store = new S3Store(access);
    byte[] content = new byte[50 << 20];
    new Random(1).nextBytes(content);
    var file = Files.write(folder.resolve("large"), content);
    var output = new Output("default", BUCKET, List.of(), List.of());

    var published = store.publish(output, "large", file, LABEL);
    store.download(BUCKET, "large", folder.resolve("large-back"));

    assertThat(published.size()).isEqualTo(content.length);
    assertThat(published.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
    assertThat(Files.mismatch(file, folder.resolve("large-back"))).isEqualTo(-1);
    var head = client.headObject(request -> request.bucket(BUCKET).key("large"));
    assertThat(head.eTag()).endsWith("-4\"");
    assertThat(head.metadata()).containsEntry("scarlet-depth", "3");
    assertThat(client.listMultipartUploads(request -> request.bucket(BUCKET)).uploads()).isEmpty();
  }

  private void overwrittenMidway(StoreAccess access, S3Client client) throws Exception {
    client.putObject(
        request -> request.bucket(BUCKET).key("changing"), RequestBody.fromString("one"));
    String version = client.headObject(o -> o.bucket(BUCKET).key("changing")).eTag();
    client.putObject(
        request -> request.bucket(BUCKET).key("changing"), RequestBody.fromString("two"));
    try (var file =
        FileChannel.open(
            folder.resolve("changing"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      var object = GetObjectRequest.builder().bucket(BUCKET).key("changing").build();
      var reader =
          new SpanReader(client, new StoreFaults(access), object, "reading", version, file);

      assertThatThrownBy(() -> reader.read(new Span(1, 0, 3))).isInstanceOf(SpoiltException.class);
    }
  }

  private void refusals(StoreAccess access) throws Exception {
    var store = ObjectStores.s3(List.of(access)).named("default");
    assertReason(Reason.INPUT_MISSING, () -> store.download(BUCKET, "none", folder.resolve("n")));
    var output = new Output("default", "supervisor-no-such-bucket", List.of(), List.of());
    assertReason(
        Reason.OUTPUT_FAILED, () -> store.publish(output, "a", folder.resolve("file"), LABEL));
    var stranger =
        new StoreAccess("default", access.endpoint(), "us-east-1", true, "who", "wrong-secret");
    assertReason(
        Reason.ACCESS_DENIED,
        () -> new S3Store(stranger).download(BUCKET, "a", folder.resolve("x")));
    var nobody = new StoreAccess("default", URI.create("http://127.0.0.1:1"), "x", true, "a", "b");
    assertReason(
        Reason.STORE_UNAVAILABLE,
        () -> new S3Store(nobody).download(BUCKET, "a", folder.resolve("y")));
  }

  private static void assertReason(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Fault.class, f -> assertThat(f.reason()).isEqualTo(reason));
  }

  private static S3Client client(StoreAccess access) {
    return S3Client.builder()
        .endpointOverride(access.endpoint())
        .region(Region.of(access.region()))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(access.accessKey(), access.secretKey())))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
