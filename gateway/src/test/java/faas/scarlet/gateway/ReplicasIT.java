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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways that share a ledger. */
class ReplicasIT {
  private static final int MOST_AT_ONCE = 4;
  private static final int FILES = 60;

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir Path first;
  @TempDir Path second;

  @Test
  void theyKeepTheFunctionsLimitTogetherAndOneTakesOverWhatTheOtherLeaves() throws Exception {
    for (Path folder : new Path[] {first, second}) {
      Gateways.function(folder, "copy", "scale: {max: %d}".formatted(MOST_AT_ONCE));
    }
    var killed = new CountDownLatch(1);
    var underWay = new AtomicInteger();
    var most = new AtomicInteger();
    try (var doomedSupervisor = FakeSupervisor.start();
        var supervisor = FakeSupervisor.start();
        var doomed = start(first, doomedSupervisor);
        var survivor = start(second, supervisor)) {
      var room = new Semaphore(0);
      supervisor.behave(
          (_, _) -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            pause(room);
            underWay.decrementAndGet();
            return Reply.ok(Results.succeeded());
          });
      doomedSupervisor.behave(
          (_, _) -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            waitFor(killed);
            return Reply.ok(Results.succeeded());
          });
      for (int i = 0; i < FILES; i++) {
        doomed.post("/events", Notifications.put("copy-in", i + ".png", 1_000 + i));
      }
      await()
          .atMost(PATIENCE)
          .until(() -> doomedSupervisor.executions().size() > 0 && running() == MOST_AT_ONCE);
      assertThat(most.get()).isEqualTo(MOST_AT_ONCE);

      doomed.kill();
      underWay.addAndGet(-doomedSupervisor.executions().size());
      killed.countDown();
      room.release(FILES * 2);

      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  LEDGER.number("SELECT count(*) FROM invocation WHERE state = 'Succeeded'")
                      == FILES);
      assertThat(LEDGER.number("SELECT count(*) FROM attempt WHERE reason = 'SupervisorLost'"))
          .isEqualTo(doomedSupervisor.executions().size());
      // The lease is 3 s; who takes over looks every second.
      assertThat(
              LEDGER.number(
                  """
                  SELECT count(*) FROM attempt WHERE reason = 'SupervisorLost'
                    AND ended_at > started_at + interval '10 s'
                  """))
          .isZero();
      assertThat(survivor.log()).contains("attempt taken over");
    }
  }

  private static GatewayProcess start(Path folder, FakeSupervisor supervisor) throws Exception {
    Files.createDirectories(folder);
    return GatewayProcess.start(
        folder, Gateways.local(folder, LEDGER.jdbcUrl(), supervisor.url(), Gateways.noStore()));
  }

  private static long running() throws Exception {
    return LEDGER.number("SELECT count(*) FROM invocation WHERE state = 'Running'");
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void pause(Semaphore room) {
    try {
      assertThat(room.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
