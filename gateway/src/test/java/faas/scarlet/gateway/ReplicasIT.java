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
import faas.scarlet.model.outcome.AttemptNews;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways that share a ledger. */
class ReplicasIT {
  private static final int MOST_AT_ONCE = 4;
  private static final int FILES = 60;
  private static final String DEFAULT_LEASE = "";

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir Path first;
  @TempDir Path second;

  @BeforeEach
  void emptyTheLedger() throws SQLException {
    LEDGER.transactions();
  }

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

  @Test
  void atTheDefaultLeaseAnAttemptGoesOnElsewhereWithinIt() throws Exception {
    for (Path folder : new Path[] {first, second}) {
      Gateways.function(folder, "copy", "");
    }
    try (var doomedSupervisor = FakeSupervisor.start();
        var supervisor = FakeSupervisor.start();
        var doomed = start(first, doomedSupervisor, DEFAULT_LEASE)) {
      var never = new CountDownLatch(1);
      doomedSupervisor.behave(
          (_, _) -> {
            waitFor(never);
            return Reply.cut();
          });
      doomed.post("/events", Notifications.put("copy-in", "x.png", 1_000));
      await().atMost(PATIENCE).until(() -> doomedSupervisor.executions().size() == 1);
      try (var survivor = start(second, supervisor, DEFAULT_LEASE)) {
        doomed.kill();
        long killed = System.nanoTime();

        await().atMost(PATIENCE).until(() -> supervisor.executions().size() == 1);
        var took = Duration.ofNanos(System.nanoTime() - killed);
        never.countDown();

        // It was renewed within the last third; who takes over looks every second.
        assertThat(took).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(33));
        assertThat(survivor.log()).contains("attempt taken over");
        assertThat(supervisor.executions().getFirst().request().attempt()).isEqualTo(2);
      }
    }
  }

  @Test
  void whatAScriptPrintsIsSeenFromEitherWhileItRuns() throws Exception {
    for (Path folder : new Path[] {first, second}) {
      Gateways.function(folder, "copy", "");
    }
    var proceed = new CountDownLatch(1);
    try (var firstSupervisor = FakeSupervisor.start();
        var secondSupervisor = FakeSupervisor.start();
        var one = start(first, firstSupervisor);
        var other = start(second, secondSupervisor)) {
      for (var supervisor : new FakeSupervisor[] {firstSupervisor, secondSupervisor}) {
        supervisor.behave(
            (_, _) ->
                Reply.telling(
                    Results.printed("one\ntwo\n"), proceed, new AttemptNews("one\n", null)));
      }
      one.post("/events", Notifications.put("copy-in", "x.png", 1_000));
      await().atMost(PATIENCE).until(() -> running() == 1);
      String log =
          "/api/invocations/%s/log?follow=true"
              .formatted(
                  LEDGER
                      .texts("SELECT id::text FROM invocation WHERE state = 'Running'")
                      .getFirst());

      try (var seenByOne = one.lines(log);
          var seenByOther = other.lines(log)) {
        var lines = List.of(seenByOne.iterator(), seenByOther.iterator());

        assertThat(lines).allSatisfy(seen -> assertThat(seen.next()).isEqualTo("one"));
        assertThat(running()).isEqualTo(1);
        proceed.countDown();
        assertThat(lines).allSatisfy(seen -> assertThat(seen.next()).isEqualTo("two"));
      }
    }
  }

  private static GatewayProcess start(Path folder, FakeSupervisor supervisor) throws Exception {
    return start(folder, supervisor, "3s");
  }

  private static GatewayProcess start(Path folder, FakeSupervisor supervisor, String lease)
      throws Exception {
    Files.createDirectories(folder);
    var settings = Gateways.local(folder, LEDGER.jdbcUrl(), supervisor.url(), Gateways.noStore());
    settings.remove("scarlet.lease");
    if (!lease.equals(DEFAULT_LEASE)) {
      settings.put("scarlet.lease", lease);
    }
    return GatewayProcess.start(folder, settings);
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
