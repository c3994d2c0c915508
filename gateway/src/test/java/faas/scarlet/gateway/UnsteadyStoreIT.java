package faas.scarlet.gateway;

import static faas.scarlet.gateway.testing.GatewayProcess.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.gateway.testing.FakeSupervisor;
import faas.scarlet.gateway.testing.GatewayProcess;
import faas.scarlet.gateway.testing.Gateways;
import faas.scarlet.gateway.testing.Notifications;
import faas.scarlet.gateway.testing.Relay;
import faas.scarlet.gateway.testing.TestLedger;
import faas.scarlet.gateway.testing.TestMinio;
import faas.scarlet.model.storage.StoreAccess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** A real MinIO that nobody notifies of, behind a network that is slow, or breaks in a LIST. */
@Tag("lab")
class UnsteadyStoreIT {
  private static final int OBJECTS = 2_500;
  private static final int CLIENTS = 8;
  // A LIST of 1,000 objects is 200 to 300 kB.
  private static final long IN_THE_MIDDLE = 450_000;
  private static final long SLOW = 40_000;

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir Path folder;
  private TestMinio minio;
  private Relay network;
  private FakeSupervisor supervisor;

  @BeforeEach
  void start() throws Exception {
    LEDGER.transactions();
    minio =
        TestMinio.startOrSkip("default", folder.resolve("minio"), URI.create("http://127.0.0.1:1"));
    network = Relay.to(minio.access().endpoint().getPort());
    supervisor = FakeSupervisor.start();
    Gateways.function(folder, "many", "suspended: true");
    Gateways.function(folder, "other", "");
    fill();
  }

  @AfterEach
  void stop() throws Exception {
    if (supervisor != null) {
      supervisor.close();
      network.close();
      minio.close();
    }
  }

  @Test
  void aListThatBreaksInTheMiddleIsContinuedWhereItWas() throws Exception {
    network.breakAfter(IN_THE_MIDDLE);
    try (var gateway = gateway()) {
      await()
          .atMost(PATIENCE)
          .until(() -> gateway.log().contains("sweep incomplete, is continued function=test/many"));

      assertThat(invocations())
          .as("what the store had shown until then")
          .isPositive()
          .isLessThan(OBJECTS);
      assertThat(LEDGER.number("SELECT count(*) FROM sweep WHERE start_after <> ''")).isEqualTo(1);
      await().atMost(PATIENCE).until(() -> gateway.log().contains("store away"));
      assertThat(gateway.log()).contains("remedy=\"see that it runs");
      assertThat(troubles(gateway)).containsExactly("Object store default does not answer");

      network.heal();

      await().atMost(PATIENCE).until(() -> invocations() == OBJECTS);
      await().atMost(PATIENCE).until(() -> gateway.log().contains("store is back"));
      assertThat(LEDGER.number("SELECT count(DISTINCT object_key) FROM invocation"))
          .isEqualTo(OBJECTS);
      assertThat(troubles(gateway)).isEmpty();
    }
  }

  @Test
  void aSlowListHoldsNothingElseUpAndIsTold() throws Exception {
    network.slow(SLOW);
    try (var gateway = gateway()) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> LEDGER.number("SELECT count(*) FROM sweep WHERE lease_owner IS NOT NULL") > 0);

      long begin = System.nanoTime();
      gateway.post("/events", Notifications.put("other-in", "x.png", 1_000));
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> supervisor.executions().size() == 1);
      var took = Duration.ofNanos(System.nanoTime() - begin);

      assertThat(invocations()).as("the LIST is still under way").isLessThan(OBJECTS);
      assertThat(took).isLessThan(Duration.ofSeconds(2));
      await().atMost(PATIENCE).until(() -> invocations() == OBJECTS);
      assertThat(gateway.log().lines().filter(line -> line.contains("store lists slowly")))
          .singleElement()
          .asString()
          .contains("bucket=many-in")
          .contains("remedy=");
      assertThat(troubles(gateway))
          .singleElement()
          .asString()
          .contains("lists bucket many-in slowly");
    }
  }

  private GatewayProcess gateway() throws Exception {
    var behind =
        new StoreAccess(
            "default",
            URI.create("http://127.0.0.1:" + network.port()),
            minio.access().region(),
            true,
            minio.access().accessKey(),
            minio.access().secretKey());
    return GatewayProcess.start(
        folder, Gateways.local(folder, LEDGER.jdbcUrl(), supervisor.url(), behind));
  }

  private void fill() throws Exception {
    var next = new AtomicInteger();
    try (var s3 = minio.s3();
        var clients = Executors.newFixedThreadPool(CLIENTS)) {
      s3.createBucket(r -> r.bucket("many-in"));
      s3.createBucket(r -> r.bucket("other-in"));
      for (int i = 0; i < CLIENTS; i++) {
        clients.execute(
            () -> {
              for (int n = next.getAndIncrement(); n < OBJECTS; n = next.getAndIncrement()) {
                String key = n + ".png";
                s3.putObject(r -> r.bucket("many-in").key(key), RequestBody.fromString("x"));
              }
            });
      }
    }
  }

  private static List<String> troubles(GatewayProcess gateway) {
    return gateway.json("/api/functions").path("troubles").findValuesAsText("what");
  }

  private static long invocations() throws Exception {
    return LEDGER.number("SELECT count(*) FROM invocation WHERE bucket = 'many-in'");
  }
}
