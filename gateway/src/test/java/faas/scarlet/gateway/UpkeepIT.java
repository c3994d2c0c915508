package faas.scarlet.gateway;

import static faas.scarlet.gateway.testing.GatewayProcess.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.embedded.EmbeddedStore;
import faas.scarlet.gateway.testing.FakeSupervisor;
import faas.scarlet.gateway.testing.FakeSupervisor.Reply;
import faas.scarlet.gateway.testing.GatewayProcess;
import faas.scarlet.gateway.testing.Gateways;
import faas.scarlet.gateway.testing.Notifications;
import faas.scarlet.gateway.testing.Results;
import faas.scarlet.gateway.testing.TestLedger;
import faas.scarlet.model.Json;
import faas.scarlet.model.event.Events;
import faas.scarlet.model.outcome.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged gateway does by itself: schedules, failure records, removal. */
class UpkeepIT {
  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir static Path folder;
  private static EmbeddedStore store;
  private static FakeSupervisor supervisor;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() throws Exception {
    store = EmbeddedStore.start(folder.resolve("buckets"), 0, "key", "secret", _ -> {});
    supervisor = FakeSupervisor.start();
    supervisor.behave(
        (id, request) -> {
          var function = request.function();
          return function != null && function.id().name().equals("broken")
              ? Reply.ok(Results.failed(Reason.SCRIPT_FAILED, 3, "oh no\n"))
              : Reply.ok(Results.succeeded());
        });
    Files.createDirectories(folder.resolve("buckets/told"));
    Gateways.function(folder, "broken", "onFailure: told/dead");
    Gateways.function(folder, "daily", "schedule: 0 3 * * *");
    Gateways.function(folder, "copy", "");
    Gateways.function(folder, "asleep", "suspended: true");
    Gateways.function(folder, "deleted", "suspended: true");
    var settings = Gateways.local(folder, LEDGER.jdbcUrl(), supervisor.url(), store.access());
    settings.put("scarlet.store.create-buckets", "true");
    settings.put("scarlet.retention.interval", "1s");
    settings.put("scarlet.retention.deleted-functions", "2s");
    gateway = GatewayProcess.start(folder, settings);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    supervisor.close();
    store.close();
  }

  @Test
  void aDeadInvocationIsToldWhereItsFunctionSays() throws Exception {
    String event = Notifications.put("broken-in", "x.png", 1_000);
    gateway.post("/events", event);

    var records = folder.resolve("buckets/told/dead/test/broken");
    await().atMost(PATIENCE).until(() -> !files(records).isEmpty());

    var record = Json.MAPPER.readTree(files(records).getFirst().toFile());
    assertThat(record.path("invocation").path("state").asText()).isEqualTo("Dead");
    assertThat(record.path("invocation").path("reason").asText()).isEqualTo("ScriptFailed");
    assertThat(record.path("attempts")).hasSize(3);
    assertThat(record.path("attempts").path(2).path("logTail").asText()).isEqualTo("oh no\n");
    assertThat(record.path("event").asText()).isEqualTo(event);
    await()
        .atMost(PATIENCE)
        .until(() -> LEDGER.number("SELECT count(*) FROM invocation WHERE failure_told") == 1);
  }

  @Test
  void aScheduleThatIsDueStartsItsFunctionOnce() throws Exception {
    await()
        .atMost(PATIENCE)
        .until(() -> LEDGER.number("SELECT count(*) FROM schedule WHERE next_at > now()") == 1);
    assertThat(invocations("daily")).as("before its time").isZero();

    LEDGER.execute("UPDATE schedule SET next_at = '2026-01-02T03:00:00Z'");

    await().atMost(PATIENCE).until(() -> !executions("daily").isEmpty());
    await()
        .during(Duration.ofSeconds(3))
        .atMost(PATIENCE)
        .until(() -> executions("daily").size() == 1);
    String event = executions("daily").getFirst().request().event();
    assertThat(Json.MAPPER.readTree(event).path("time").asText()).isEqualTo("2026-01-02T03:00:00Z");
    assertThat(Events.parse(event)).hasSize(1);
    assertThat(LEDGER.number("SELECT count(*) FROM schedule WHERE next_at > now()")).isOne();
    assertThat(
            gateway
                .json("/api/invocations?function=test/daily")
                .path("invocations")
                .path(0)
                .has("key"))
        .isFalse();
  }

  @Test
  void whatWaitsForADeletedFunctionIsCancelledAfterAWhile() throws Exception {
    gateway.post("/events", Notifications.put("deleted-in", "x.png", 1_000));
    assertThat(invocations("deleted")).isEqualTo(1);

    Files.delete(folder.resolve("functions/deleted.yaml"));

    await().atMost(PATIENCE).until(() -> gateway.log().contains("cause=function-deleted"));
    assertThat(
            LEDGER.number(
                "SELECT count(*) FROM invocation WHERE name = 'deleted' AND state = 'Cancelled'"))
        .isEqualTo(1);
  }

  @Test
  void whatASuspendedFunctionIsToDoGetsNotTooOld() throws Exception {
    gateway.post("/events", Notifications.put("asleep-in", "x.png", 1_000));

    LEDGER.execute(
        "UPDATE invocation SET created_at = now() - interval '7 d' WHERE name = 'asleep'");

    await()
        .during(Duration.ofSeconds(3))
        .atMost(PATIENCE)
        .until(
            () ->
                LEDGER.number(
                        "SELECT count(*) FROM invocation WHERE name = 'asleep' AND state = 'Pending'")
                    == 1);
  }

  @Test
  void whatEndedLongAgoIsRemovedAndNotFoundAgain() throws Exception {
    var bucket = folder.resolve("buckets/copy-in");
    await().atMost(PATIENCE).until(() -> Files.isDirectory(bucket));
    Files.writeString(bucket.resolve("x.png"), "1");
    await().atMost(PATIENCE).until(() -> succeeded("copy", "x.png") == 1);

    LEDGER.execute(
        "UPDATE invocation SET ended_at = now() - interval '31 d' WHERE object_key = 'x.png' AND name = 'copy'");

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                LEDGER.number(
                        "SELECT count(*) FROM invocation WHERE object_key = 'x.png' AND name = 'copy'")
                    == 0);
    await()
        .during(Duration.ofSeconds(3))
        .atMost(PATIENCE)
        .until(() -> succeeded("copy", "x.png") == 0);
  }

  private static long succeeded(String function, String key) throws Exception {
    return LEDGER.number(
        "SELECT count(*) FROM invocation WHERE state = 'Succeeded' AND name = '%s' AND object_key = '%s'"
            .formatted(function, key));
  }

  private static long invocations(String function) throws Exception {
    return LEDGER.number("SELECT count(*) FROM invocation WHERE name = '" + function + "'");
  }

  /** Those that no object caused. */
  private static List<FakeSupervisor.Execution> executions(String function) {
    return supervisor.executions().stream()
        .filter(e -> e.request().event().contains("faas.scarlet.schedule"))
        .filter(
            e -> {
              var asked = e.request().function();
              return asked != null && asked.id().name().equals(function);
            })
        .toList();
  }

  private static List<Path> files(Path place) throws Exception {
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (var files = Files.list(place)) {
      return files.toList();
    }
  }
}
