package faas.scarlet.gateway.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faas.scarlet.model.storage.StoreAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;

/** A MinIO of the test's own, which tells an address of new objects. */
public final class TestMinio implements AutoCloseable {
  private static final String ARN = "arn:minio:sqs::SCARLET:webhook";
  private static final String KEY = "scarlet";
  private static final String SECRET = "not-to-be-logged";

  private final Process process;
  private final StoreAccess access;

  private TestMinio(Process process, StoreAccess access) {
    this.process = process;
    this.access = access;
  }

  /** The same with a queue on disk between it and the webhook. */
  public static TestMinio startWithQueueOrSkip(String name, Path folder, URI webhook)
      throws IOException {
    var queue = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-queue"));
    return startOrSkip(
        name,
        folder,
        webhook,
        Map.of(
            "MINIO_NOTIFY_WEBHOOK_QUEUE_DIR_SCARLET",
            queue.toString(),
            "MINIO_API_SYNC_EVENTS",
            "on"));
  }

  /**
   * Starts one, or skips the test where the machine has no minio program.
   *
   * @param name what manifests call it
   * @param folder where it keeps its objects
   * @param webhook where its notifications go
   */
  public static TestMinio startOrSkip(String name, Path folder, URI webhook) throws IOException {
    return startOrSkip(name, folder, webhook, Map.of());
  }

  private static TestMinio startOrSkip(
      String name, Path folder, URI webhook, Map<String, String> settings) throws IOException {
    var program =
        Stream.concat(
                Stream.ofNullable(System.getenv("SCARLET_LAB_HOME")).map(home -> home + "/bin"),
                Stream.of(System.getenv("PATH").split(":")))
            .map(bin -> Path.of(bin, "minio"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        program.isPresent(), "SKIPPED: no minio program on the PATH or in SCARLET_LAB_HOME/bin");
    String address = "127.0.0.1:" + GatewayProcess.freePort();
    var builder =
        new ProcessBuilder(
            program.orElseThrow().toString(),
            "server",
            "--quiet",
            "--address",
            address,
            Files.createDirectories(folder).toString());
    var environment = builder.environment();
    environment.keySet().removeIf(variable -> variable.startsWith("MINIO_"));
    environment.put("MINIO_ROOT_USER", KEY);
    environment.put("MINIO_ROOT_PASSWORD", SECRET);
    environment.put("MINIO_NOTIFY_WEBHOOK_ENABLE_SCARLET", "on");
    environment.put("MINIO_NOTIFY_WEBHOOK_ENDPOINT_SCARLET", webhook.toString());
    environment.putAll(settings);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    var endpoint = URI.create("http://" + address);
    var minio =
        new TestMinio(
            builder.start(), new StoreAccess(name, endpoint, "us-east-1", true, KEY, SECRET));
    minio.awaitStart();
    return minio;
  }

  /** How it is reached. */
  public StoreAccess access() {
    return access;
  }

  /** A client, to be closed. */
  public S3Client s3() {
    return S3Client.builder()
        .endpointOverride(access.endpoint())
        .region(Region.of(access.region()))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /** From now on it tells of new objects in the bucket. */
  public void tell(String bucket) {
    var rule =
        QueueConfiguration.builder()
            .id("test")
            .queueArn(ARN)
            .events(Event.S3_OBJECT_CREATED)
            .build();
    try (var s3 = s3()) {
      s3.putBucketNotificationConfiguration(
          r ->
              r.bucket(bucket)
                  .notificationConfiguration(c -> c.queueConfigurations(List.of(rule))));
    }
  }

  private void awaitStart() {
    try (var http = HttpClient.newHttpClient()) {
      var live =
          HttpRequest.newBuilder(access.endpoint().resolve("/minio/health/live"))
              .timeout(Duration.ofSeconds(2))
              .build();
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> http.send(live, BodyHandlers.discarding()).statusCode() == 200);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
