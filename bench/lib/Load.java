import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;

/**
 * What the benchmarks of the gateway need quick: a store that notifies, a target that does nothing,
 * SQL. Its own cost is small beside the gateway's, because both share the machine.
 */
class Load {
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "notify" ->
          notify(
              Integer.parseInt(arguments[1]),
              arguments[2],
              Integer.parseInt(arguments[3]),
              Double.parseDouble(arguments[4]),
              Double.parseDouble(arguments[5]));
      case "bucket" -> bucket(store(arguments[1], arguments[2], arguments[3]), arguments[4]);
      case "put" ->
          put(
              store(arguments[1], arguments[2], arguments[3]),
              arguments[4],
              Integer.parseInt(arguments[5]),
              Integer.parseInt(arguments[6]));
      case "probe" ->
          probe(
              store(arguments[1], arguments[2], arguments[3]),
              arguments[4],
              Integer.parseInt(arguments[5]));
      case "target" -> target(Integer.parseInt(arguments[1]));
      case "sql" -> sql(arguments[1], arguments[2]);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /**
   * Sends notifications of new objects over so many connections, one at a time over each.
   *
   * @param rate of all clients together in events/s; 0: as fast as they are acknowledged
   */
  private static void notify(int port, String bucket, int clients, double seconds, double rate)
      throws Exception {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    long[][] waits = new long[clients][];
    var threads = new Thread[clients];
    long begin = System.nanoTime();
    for (int i = 0; i < clients; i++) {
      int client = i;
      threads[i] =
          Thread.ofPlatform()
              .start(() -> waits[client] = client(port, bucket, client, end, rate / clients));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double took = (System.nanoTime() - begin) / 1e9;
    long[] all = Arrays.stream(waits).flatMapToLong(Arrays::stream).sorted().toArray();
    System.out.printf(
        "{\"events\": %d, \"perSecond\": %.1f, \"p50\": %.3f, \"p95\": %.3f, \"p99\": %.3f, \"max\": %.3f}%n",
        all.length,
        all.length / took,
        quantile(all, 0.5),
        quantile(all, 0.95),
        quantile(all, 0.99),
        quantile(all, 1));
  }

  private static double quantile(long[] sorted, double share) {
    return sorted[(int) ((sorted.length - 1) * share)] / 1e6;
  }

  private static long[] client(int port, String bucket, int client, long end, double rate) {
    var waits = new long[1_000_000];
    int count = 0;
    long stamp = System.currentTimeMillis() * 1_000_000;
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      var out = socket.getOutputStream();
      long next = System.nanoTime();
      while (System.nanoTime() < end && count < waits.length) {
        byte[] request = request(bucket, "in/" + stamp + "/" + client + "/" + count, stamp + count);
        if (rate > 0) {
          next += (long) (1e9 / rate);
          long pause = next - System.nanoTime();
          if (pause > 0) {
            Thread.sleep(pause / 1_000_000, (int) (pause % 1_000_000));
          }
        }
        long begin = System.nanoTime();
        out.write(request);
        answer(in);
        waits[count++] = System.nanoTime() - begin;
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Arrays.copyOf(waits, count);
  }

  private static byte[] request(String bucket, String key, long nanos) {
    String body =
        """
        {"EventName":"s3:ObjectCreated:Put","Key":"%1$s/%2$s","Records":[{"eventVersion":"2.0",\
        "eventSource":"minio:s3","awsRegion":"","eventTime":"2026-01-02T03:04:05.000Z",\
        "eventName":"s3:ObjectCreated:Put","userIdentity":{"principalId":"bench"},\
        "requestParameters":{"principalId":"bench","region":"","sourceIPAddress":"127.0.0.1"},\
        "responseElements":{"x-amz-id-2":"dd9025bab4ad464b049177c95eb6ebf374d3b3fd1af9251148b658df7ac2e3e8",\
        "x-amz-request-id":"18E9F96B01623E9F","x-minio-origin-endpoint":"http://127.0.0.1:9000"},\
        "s3":{"s3SchemaVersion":"1.0","configurationId":"Config","bucket":{"name":"%1$s",\
        "ownerIdentity":{"principalId":"bench"},"arn":"arn:aws:s3:::%1$s"},"object":{"key":"%3$s",\
        "size":1024,"eTag":"5d41402abc4b2a76b9719d911017c592","contentType":"image/png",\
        "sequencer":"%4$016X"}},"source":{"host":"127.0.0.1","port":"","userAgent":"bench"}}]}"""
            .formatted(bucket, key, key.replace("/", "%2F"), nanos);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return ("POST /events HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void answer(InputStream in) throws IOException {
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException("expected 200, found " + status);
    }
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the gateway closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Every attempt succeeds at once. GET /seen tells when each key was asked for first. */
  private static void target(int port) throws IOException {
    byte[] result =
        """
        {"state":"Succeeded","exitCode":0,"outputs":[],"timings":{"image":0,"stageIn":0,"run":0,\
        "stageOut":0},"cacheHit":true,"engine":"none","logTail":""}"""
            .getBytes(StandardCharsets.UTF_8);
    var key = Pattern.compile("\\\\\"key\\\\\":\\\\\"([^\\\\]*)");
    var attempts = new AtomicLong();
    Map<String, Long> seen = new ConcurrentHashMap<>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/invocations/",
        exchange -> {
          long now = micros();
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          if (body.contains("probe")) {
            var match = key.matcher(body);
            if (match.find()) {
              seen.putIfAbsent(match.group(1), now);
            }
          }
          attempts.incrementAndGet();
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, result.length);
          exchange.getResponseBody().write(result);
          exchange.close();
        });
    server.createContext(
        "/seen",
        exchange -> {
          var json = new StringBuilder("{\"attempts\": " + attempts);
          seen.forEach((k, at) -> json.append(", \"").append(k).append("\": ").append(at));
          byte[] bytes = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private static S3Client store(String endpoint, String key, String secret) {
    return S3Client.builder()
        .endpointOverride(URI.create(endpoint))
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** Whose new objects are told to the webhook. */
  private static void bucket(S3Client store, String bucket) {
    store.createBucket(r -> r.bucket(bucket));
    var rule =
        QueueConfiguration.builder()
            .queueArn("arn:minio:sqs::SCARLET:webhook")
            .eventsWithStrings("s3:ObjectCreated:*")
            .build();
    store.putBucketNotificationConfiguration(
        r -> r.bucket(bucket).notificationConfiguration(n -> n.queueConfigurations(List.of(rule))));
  }

  /** Small objects, by so many clients. */
  private static void put(S3Client store, String bucket, int count, int clients) throws Exception {
    var next = new AtomicInteger();
    try (var threads = Executors.newFixedThreadPool(clients)) {
      for (int i = 0; i < clients; i++) {
        threads.execute(
            () -> {
              for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                String key = "in/%03d/%07d".formatted(n % 100, n);
                store.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString("x"));
              }
            });
      }
    }
  }

  /** Tells for each object when its PUT returned, in microseconds. */
  private static void probe(S3Client store, String bucket, int count) throws Exception {
    var json = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      String key = "probe-" + micros();
      store.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString("x"));
      json.append(i == 0 ? "" : ", ").append('"').append(key).append("\": ").append(micros());
      Thread.sleep(50);
    }
    System.out.println(json.append('}'));
  }

  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  private static void sql(String url, String sql) throws Exception {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        var row = statement.getResultSet();
        row.next();
        System.out.println(row.getString(1));
      }
    }
  }
}
