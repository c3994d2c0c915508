package faas.scarlet.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faas.scarlet.model.Json;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.supervisor.testing.AnyEngine;
import faas.scarlet.supervisor.testing.HostImage;
import faas.scarlet.supervisor.testing.RegistryServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Two gateways, two supervisors, their PostgreSQL and a MinIO, each killed at random, again and
 * again, while eight clients put objects and notifications come as they like. The length is set by
 * {@code -Dscarlet.faults.objects}; {@code -Dscarlet.faults.seed} repeats a run's dice.
 */
@Tag("lab")
@ExtendWith(AnyEngine.class)
class FaultsIT {
  private static final int OBJECTS = Integer.getInteger("scarlet.faults.objects", 200);
  private static final int CLIENTS = 8;
  private static final int ROUNDS = Math.max(2, OBJECTS / 100);
  private static final long SEED = Long.getLong("scarlet.faults.seed", System.nanoTime());
  // An attempt costs 50 to 200 ms on two cores, and the kills begin many anew.
  private static final Duration PATIENCE = Duration.ofSeconds(60 + OBJECTS);
  // What is lost must be found, but to list all objects again and again is work as well.
  private static final int SWEEP_SECONDS = Math.max(2, OBJECTS / 500);
  private static final String IN = "faults-in";
  private static final String OUT = "faults-out";

  private final Random random = new Random(SEED);
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<Part> parts = new ArrayList<>();
  private final List<ProcessPart> gateways = new ArrayList<>();
  private final AtomicLong looks = new AtomicLong();
  private final List<String> partial = new ArrayList<>();
  @TempDir private Path folder;
  private LedgerPart ledger;
  private FaultyWebhook webhook;
  private Objects objects;

  @BeforeEach
  void start() throws Exception {
    var program = minio();
    assumeTrue(
        program.isPresent(),
        "SKIPPED: needs a minio program on the PATH or in SCARLET_LAB_HOME/bin to kill.");
    var registry = keep(new RegistryServer());
    var functions = Files.createDirectories(folder.resolve("functions"));
    Files.writeString(
        functions.resolve("copy.yaml"),
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: copy, namespace: faults}
        spec:
          image: %s
          script: cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR"
          input: [{path: %s}]
          output: [{path: %s}]
          retry: {attempts: 100, backoff: 200ms, maxBackoff: 2s}
        """
            .formatted(HostImage.push(registry), IN, OUT));
    ledger = keep(LedgerPart.start(folder.resolve("postgresql"), folder.resolve("ledger")));
    parts.add(ledger);
    webhook = keep(new FaultyWebhook(random));
    var store = startMinio(program.get());
    var stores = Files.writeString(folder.resolve("stores.json"), Json.write(List.of(store)));
    for (String name : List.of("1", "2")) {
      var supervisor = startSupervisor(name, stores, registry.mirror());
      startGateway(name, stores, supervisor);
    }
    for (Part part : parts) {
      if (part instanceof ProcessPart process) {
        process.awaitReady();
      }
    }
    objects = keep(new Objects(store));
    objects.bucket(IN);
    objects.bucket(OUT);
    objects.notify(IN, "arn:minio:sqs::SCARLET:webhook");
  }

  @AfterEach
  void stop() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  @Test
  void nothingIsLostAndNothingIsDoneTwice() throws Exception {
    System.out.printf("faults: seed=%d objects=%d clients=%d%n", SEED, OBJECTS, CLIENTS);
    long begin = System.nanoTime();
    var watcher = Thread.ofVirtual().start(this::watch);
    var killer = new Killer(parts, random);
    killer.start();
    try {
      objects.putAll(IN, OBJECTS, CLIENTS);
      await("every part was killed often enough")
          .atMost(PATIENCE)
          .until(() -> killer.rounds() >= ROUNDS);
    } finally {
      killer.stop();
    }

    await("all work is done")
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(SdkException.class)
        .until(() -> objects.list(OUT).size() == OBJECTS && count("state <> 'Succeeded'") == 0);

    watcher.interrupt();
    watcher.join();
    figures(killer, Duration.ofNanos(System.nanoTime() - begin));
    eachUploadHasOneInvocationThatSucceeded();
    assertThat(objects.list(OUT).values())
        .allMatch(output -> Objects.isRight(output, source(output.key())));
    assertThat(partial).as("outputs that were seen while they were not whole").isEmpty();
    assertThat(looks.get()).as("looks at the outputs").isGreaterThan(5);
    everyAttemptIsAccountedFor();
    assertThat(killer.kills())
        .hasSameSizeAs(parts)
        .allSatisfy((_, kills) -> assertThat(kills).isGreaterThanOrEqualTo(ROUNDS));
  }

  private void eachUploadHasOneInvocationThatSucceeded() throws Exception {
    var inputs = objects.list(IN);
    assertThat(inputs).hasSize(OBJECTS);
    for (var input : inputs.values()) {
      assertThat(
              count(
                  "object_key = '%s' AND upload = '%s'"
                      .formatted(input.key(), Objects.upload(input))))
          .as(input.key())
          .isEqualTo(1);
    }
    // What was put again was two uploads, if the first one was stored before its client lost sight.
    assertThat(count("true")).isBetween((long) OBJECTS, (long) OBJECTS + objects.repeated());
  }

  private void everyAttemptIsAccountedFor() throws Exception {
    assertThat(
            ledger.number(
                """
                SELECT count(*) FROM invocation i WHERE attempts <>
                  (SELECT count(*) FROM attempt WHERE invocation_id = i.id)
                OR 1 <> (SELECT count(*) FROM attempt WHERE invocation_id = i.id AND state = 'Succeeded')
                OR attempts <> (SELECT number FROM attempt WHERE invocation_id = i.id AND state = 'Succeeded')
                """))
        .as("invocations whose last attempt is not the only one that succeeded")
        .isZero();
    assertThat(
            ledger.number("SELECT count(*) FROM attempt WHERE state = 'Failed' AND reason IS NULL"))
        .isZero();
  }

  /** Looks all the time whether an output is seen that is not whole. */
  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        objects.list(OUT).values().stream()
            .filter(output -> !Objects.isRight(output, source(output.key())))
            .forEach(output -> partial.add(output.toString()));
        looks.incrementAndGet();
        Thread.sleep(100);
      } catch (SdkException e) {
        // The store was killed meanwhile.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void figures(Killer killer, Duration took) throws Exception {
    long bySweep = 0;
    for (ProcessPart gateway : gateways) {
      bySweep += gateway.log().lines().filter(line -> line.endsWith("by=sweep")).count();
    }
    System.out.printf(
        "faults: seconds=%d kills=%s puts-repeated=%d %s%nfaults: invocations=%d"
            + " recorded-by-sweep=%d attempts=%d succeeded=%d lost=%d other-failures=%d looks=%d%n",
        took.toSeconds(),
        killer.kills(),
        objects.repeated(),
        webhook.figures(),
        count("true"),
        bySweep,
        ledger.number("SELECT count(*) FROM attempt"),
        ledger.number("SELECT count(*) FROM attempt WHERE state = 'Succeeded'"),
        ledger.number("SELECT count(*) FROM attempt WHERE reason = 'SupervisorLost'"),
        ledger.number(
            "SELECT count(*) FROM attempt WHERE state <> 'Succeeded' AND reason <>"
                + " 'SupervisorLost'"),
        looks.get());
  }

  private long count(String where) throws Exception {
    return ledger.number("SELECT count(*) FROM invocation WHERE " + where);
  }

  /** Which object was copied there. */
  private static String source(String output) {
    String number = output.replaceAll("[^0-9]", "");
    return Objects.key(Integer.parseInt(number));
  }

  private StoreAccess startMinio(Path program) throws IOException {
    var endpoint = URI.create("http://127.0.0.1:" + freePort());
    var access =
        new StoreAccess("default", endpoint, "us-east-1", true, "scarlet", "scarlet-secret");
    var minio =
        keep(
            ProcessPart.start(
                "minio",
                folder,
                List.of(
                    program.toString(),
                    "server",
                    "--quiet",
                    "--address",
                    endpoint.getAuthority(),
                    Files.createDirectories(folder.resolve("minio")).toString()),
                Map.of(
                    "MINIO_ROOT_USER", access.accessKey(),
                    "MINIO_ROOT_PASSWORD", access.secretKey(),
                    "MINIO_NOTIFY_WEBHOOK_ENABLE_SCARLET", "on",
                    "MINIO_NOTIFY_WEBHOOK_ENDPOINT_SCARLET", webhook.url().toString()),
                endpoint.resolve("/minio/health/live")));
    parts.add(minio);
    return access;
  }

  private URI startSupervisor(String number, Path stores, String mirror) throws IOException {
    var url = URI.create("http://127.0.0.1:" + freePort());
    var command =
        List.of(
            java(), "@" + Path.of("target", "scarlet", "java.options").toAbsolutePath(), "serve");
    var environment =
        Map.of(
            "SCARLET_HOST", "127.0.0.1",
            "PORT", Integer.toString(url.getPort()),
            "SCARLET_STORES_FILE", stores.toString(),
            "SCARLET_CACHE", folder.resolve("cache").toString(),
            "SCARLET_WORK", Files.createDirectories(folder.resolve("work-" + number)).toString(),
            "SCARLET_REGISTRY_MIRROR", mirror);
    parts.add(
        keep(
            ProcessPart.start(
                "supervisor-" + number, folder, command, environment, url.resolve("/healthz"))));
    return url;
  }

  private void startGateway(String number, Path stores, URI supervisor) throws IOException {
    var url = URI.create("http://127.0.0.1:" + freePort());
    var command =
        List.of(
            java(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-jar",
            Path.of("target", "scarlet", "gateway.jar").toAbsolutePath().toString());
    var environment =
        Map.ofEntries(
            Map.entry("SCARLET_CATALOGUE_KIND", "folder"),
            Map.entry("SCARLET_CATALOGUE_FOLDER", folder.resolve("functions").toString()),
            Map.entry("SCARLET_TARGET_KIND", "local"),
            Map.entry("SCARLET_TARGET_LOCAL_URL", supervisor.toString()),
            Map.entry("SCARLET_STORES_FILE", stores.toString()),
            Map.entry("SCARLET_SWEEP_INTERVAL", SWEEP_SECONDS + "s"),
            Map.entry("SCARLET_LEASE", "4s"),
            Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
            Map.entry("QUARKUS_HTTP_PORT", Integer.toString(url.getPort())),
            Map.entry("QUARKUS_DATASOURCE_JDBC_URL", ledger.jdbcUrl()));
    var gateway =
        keep(
            ProcessPart.start(
                "gateway-" + number, folder, command, environment, url.resolve("/q/health/live")));
    parts.add(gateway);
    gateways.add(gateway);
    webhook.passOnTo(
        Stream.concat(webhook.gateways().stream(), Stream.of(url.resolve("/events"))).toList());
  }

  private static Optional<Path> minio() {
    return Stream.concat(
            Stream.ofNullable(System.getenv("SCARLET_LAB_HOME")).map(home -> home + "/bin"),
            Stream.of(System.getenv("PATH").split(":")))
        .map(place -> Path.of(place, "minio"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    open.push(part);
    return part;
  }
}
