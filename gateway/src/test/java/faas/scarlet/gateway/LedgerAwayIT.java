package faas.scarlet.gateway;

import static faas.scarlet.gateway.testing.GatewayProcess.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.embedded.EmbeddedLedger;
import faas.scarlet.gateway.testing.FakeSupervisor;
import faas.scarlet.gateway.testing.FakeSupervisor.Reply;
import faas.scarlet.gateway.testing.GatewayProcess;
import faas.scarlet.gateway.testing.Gateways;
import faas.scarlet.gateway.testing.Notifications;
import faas.scarlet.gateway.testing.Relay;
import faas.scarlet.gateway.testing.Results;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that is stopped and comes back a minute later. */
class LedgerAwayIT {
  private static final Path PROGRAMS = Path.of("target", "postgres");
  private static final Duration ABSENCE = Duration.ofMinutes(1);
  private static final int BEFORE = 10;

  @TempDir Path folder;

  @Test
  void nothingIsLostWhenItIsGoneForAMinuteAndTheOperatorIsTold() throws Exception {
    var data = folder.resolve("ledger");
    Gateways.function(folder, "copy", "");
    var begun = new CountDownLatch(1);
    var goesOn = new CountDownLatch(1);
    var acknowledged = new ArrayList<String>();
    var ledger = EmbeddedLedger.start(PROGRAMS, data);
    try (var supervisor = FakeSupervisor.start();
        var relay = Relay.to(port(ledger))) {
      String jdbcUrl =
          "jdbc:postgresql://127.0.0.1:%d/postgres?user=%s".formatted(relay.port(), ledger.user());
      var settings = Gateways.local(folder, jdbcUrl, supervisor.url(), Gateways.noStore());
      settings.put("scarlet.lease", "30s");
      try (var gateway = GatewayProcess.start(folder, settings)) {
        put(gateway, BEFORE, acknowledged);
        await().atMost(PATIENCE).until(() -> succeeded(ledger) == BEFORE);
        supervisor.behave(
            (_, _) -> {
              begun.countDown();
              awaitLatch(goesOn);
              return Reply.ok(Results.succeeded());
            });
        put(gateway, 1, acknowledged);
        assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        ledger.close();
        long gone = System.nanoTime();
        goesOn.countDown();

        await()
            .pollInterval(Duration.ofSeconds(1))
            .atMost(PATIENCE)
            .until(() -> gateway.get("/q/health/ready").statusCode() == 503);
        assertThat(gateway.get("/q/health/live").statusCode())
            .as("who is not ready must not be restarted for it")
            .isEqualTo(200);
        var page = gateway.get("/api/invocations");
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("the ledger is away");
        while (System.nanoTime() - gone < ABSENCE.toNanos()) {
          var answer = gateway.post("/events", event(acknowledged.size()));
          assertThat(answer.statusCode()).isEqualTo(503);
          assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
        var back = EmbeddedLedger.start(PROGRAMS, data);
        try (back) {
          relay.target(port(back));

          await().atMost(PATIENCE).until(() -> gateway.get("/q/health/ready").statusCode() == 200);
          put(gateway, BEFORE, acknowledged);
          await().atMost(PATIENCE).until(() -> succeeded(back) == acknowledged.size());

          assertThat(number(back, "SELECT count(*) FROM invocation"))
              .isEqualTo(acknowledged.size());
          assertThat(gateway.log().lines().filter(line -> line.contains("ledger away work=intake")))
              .as("one line for each kind of work, with what to do")
              .singleElement()
              .asString()
              .contains("remedy=\"see that PostgreSQL runs");
          assertThat(gateway.log()).contains("ledger is back work=intake");
        }
      }
    } finally {
      ledger.close();
    }
  }

  private static void put(GatewayProcess gateway, int count, List<String> acknowledged)
      throws Exception {
    for (int i = 0; i < count; i++) {
      String event = event(acknowledged.size());
      assertThat(gateway.post("/events", event).statusCode()).isEqualTo(200);
      acknowledged.add(event);
    }
  }

  private static String event(int number) {
    return Notifications.put("copy-in", number + ".png", 1_000 + number);
  }

  private static long succeeded(EmbeddedLedger ledger) throws SQLException {
    return number(ledger, "SELECT count(*) FROM invocation WHERE state = 'Succeeded'");
  }

  private static long number(EmbeddedLedger ledger, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(ledger.jdbcUrl());
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static int port(EmbeddedLedger ledger) throws IOException {
    return URI.create(ledger.jdbcUrl().substring("jdbc:".length())).getPort();
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
