package faas.scarlet.operator.store;

import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.model.storage.StoreSpec;
import faas.scarlet.model.storage.StoreSpec.SecretReference;
import faas.scarlet.operator.Needed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A MinIO of the test's own, with the webhook target that a cluster's MinIO must have. */
@SuppressWarnings("NullAway") // what a manifest leaves out arrives as null
public final class PrivateMinio {
  public static final String WEBHOOK_ARN = "arn:minio:sqs::SCARLET:webhook";
  private static final String USER = "scarlet";
  private static final String PASSWORD = "scarlet-secret";

  private final Process process;
  private final Path folder;
  private final URI endpoint;
  private final Optional<OwnAuthority> authority;

  private PrivateMinio(
      Process process, Path folder, URI endpoint, Optional<OwnAuthority> authority) {
    this.authority = authority;
    this.process = process;
    this.folder = folder;
    this.endpoint = endpoint;
  }

  /** Starts one, or skips the test where the machine has no minio program. */
  public static PrivateMinio startOrSkip() throws IOException {
    return startOrSkip(Optional.empty());
  }

  /** The same that speaks TLS only, with a certificate that an authority of its own has signed. */
  public static PrivateMinio startWithOwnAuthorityOrSkip() throws Exception {
    return startOrSkip(Optional.of(OwnAuthority.make()));
  }

  private static PrivateMinio startOrSkip(Optional<OwnAuthority> authority) throws IOException {
    var program =
        Stream.concat(
                Stream.ofNullable(System.getenv("SCARLET_LAB_HOME")).map(home -> home + "/bin"),
                Stream.of(System.getenv("PATH").split(":")))
            .map(folder -> Path.of(folder, "minio"))
            .filter(Files::isExecutable)
            .findFirst();
    Needed.orSkip(
        program.isPresent(),
        "no minio program on the PATH or in SCARLET_LAB_HOME/bin to test against.");
    int port = freePort();
    var folder = Files.createTempDirectory("scarlet-minio");
    var builder =
        new ProcessBuilder(
            program.orElseThrow().toString(),
            "server",
            "--quiet",
            "--address",
            "127.0.0.1:" + port,
            "--certs-dir",
            authority.map(own -> own.folder().toString()).orElse(folder + "/.no-certificates"),
            folder.toString());
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("MINIO_"));
    environment.put("MINIO_ROOT_USER", USER);
    environment.put("MINIO_ROOT_PASSWORD", PASSWORD);
    environment.put("MINIO_NOTIFY_WEBHOOK_ENABLE_SCARLET", "on");
    environment.put("MINIO_NOTIFY_WEBHOOK_ENDPOINT_SCARLET", "http://127.0.0.1:1/events");
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    var minio =
        new PrivateMinio(
            builder.start(),
            folder,
            URI.create((authority.isPresent() ? "https" : "http") + "://127.0.0.1:" + port),
            authority);
    minio.awaitStart();
    return minio;
  }

  /** How it is reached. */
  public StoreAccess access() {
    var access = new StoreAccess("default", endpoint, "us-east-1", true, USER, PASSWORD);
    return authority.map(own -> access.signedBy(own.certificate())).orElse(access);
  }

  /** Speaks to it as the operator would, with accounts for functions. */
  public OpenStore open() {
    return MinioStore.open(spec("minio"), access());
  }

  /** What a manifest says of it, whose Secret has this name. */
  public StoreSpec spec(String secret) {
    return new StoreSpec(
        endpoint.toString(), null, null, new SecretReference(secret, null), null, null, null, null);
  }

  /** From now on it answers nobody, as a store that is down; its port stays its own. */
  public void pause() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** It answers again. */
  public void resume() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  private void awaitStart() {
    var client = HttpClient.newBuilder();
    access().trust().ifPresent(trust -> client.sslContext(trust.context()));
    try (var http = client.build()) {
      var live =
          HttpRequest.newBuilder(endpoint.resolve("/minio/health/live"))
              .timeout(Duration.ofSeconds(2))
              .build();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> http.send(live, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
    }
  }

  /** Ends it, and removes what it stored. */
  public void stop() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    if (authority.isPresent()) {
      remove(authority.get().folder());
    }
    remove(folder);
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
