package faas.scarlet.gateway;

import static faas.scarlet.gateway.testing.GatewayProcess.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.gateway.testing.FakeSupervisor;
import faas.scarlet.gateway.testing.FakeSupervisor.Reply;
import faas.scarlet.gateway.testing.GatewayProcess;
import faas.scarlet.gateway.testing.Gateways;
import faas.scarlet.gateway.testing.Notifications;
import faas.scarlet.gateway.testing.Results;
import faas.scarlet.gateway.testing.TestLedger;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway leaves behind that ends in the middle of its work. */
class KilledGatewayIT {
  private static final int FILES = 100;
  private static final int QUICK = 20;

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir Path folder;

  @Test
  void nothingIsLostWhenItIsKilledAndStartedAgain() throws Exception {
    Gateways.function(folder, "copy", "");
    try (var supervisor = FakeSupervisor.start();
        var gateway =
            GatewayProcess.start(
                folder,
                Gateways.local(folder, LEDGER.jdbcUrl(), supervisor.url(), Gateways.noStore()))) {
      var asked = new AtomicInteger();
      var killed = new CountDownLatch(1);
      supervisor.behave(
          (_, _) -> {
            if (asked.incrementAndGet() > QUICK) {
              awaitLatch(killed);
            }
            return Reply.ok(Results.succeeded());
          });
      for (int i = 0; i < FILES; i++) {
        String event = Notifications.put("copy-in", i + ".png", 1_000 + i);
        assertThat(gateway.post("/events", event).statusCode()).isEqualTo(200);
      }
      await().atMost(PATIENCE).until(() -> count("Succeeded") == QUICK && count("Running") > 0);

      gateway.kill();
      killed.countDown();
      gateway.restart();

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(count("Succeeded")).isEqualTo(FILES));
      assertThat(LEDGER.number("SELECT count(*) FROM invocation")).isEqualTo(FILES);
      assertThat(LEDGER.number("SELECT count(*) FROM attempt WHERE reason = 'SupervisorLost'"))
          .as("attempts under way when it was killed")
          .isPositive();
      assertThat(supervisor.executions())
          .extracting(FakeSupervisor.Execution::invocation)
          .hasSizeLessThan(2 * FILES);
    }
  }

  @Test
  void itEndsWithItsStandardInput() throws Exception {
    var settings =
        Gateways.local(
            folder, LEDGER.jdbcUrl(), URI.create("http://127.0.0.1:1"), Gateways.noStore());
    settings.put("scarlet.exit-with-stdin", "true");
    try (var gateway = GatewayProcess.start(folder, settings)) {
      gateway.standardInput().close();

      gateway.awaitEnd();

      assertThat(gateway.log()).contains("gateway stops cause=standard-input-ended");
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static long count(String state) throws Exception {
    return LEDGER.number("SELECT count(*) FROM invocation WHERE state = '" + state + "'");
  }
}
