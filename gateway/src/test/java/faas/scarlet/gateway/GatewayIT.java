package faas.scarlet.gateway;

import static faas.scarlet.gateway.testing.GatewayProcess.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.gateway.testing.FakeSupervisor;
import faas.scarlet.gateway.testing.FakeSupervisor.Reply;
import faas.scarlet.gateway.testing.GatewayProcess;
import faas.scarlet.gateway.testing.Gateways;
import faas.scarlet.gateway.testing.Notifications;
import faas.scarlet.gateway.testing.Results;
import faas.scarlet.gateway.testing.TestLedger;
import faas.scarlet.model.outcome.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The packaged gateway with a supervisor that pretends: from a notification to the API. */
class GatewayIT {
  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir static Path folder;
  private static FakeSupervisor supervisor;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() throws Exception {
    supervisor = FakeSupervisor.start();
    for (String name :
        new String[] {"copy", "flaky", "broken", "lost", "full", "refused", "twice", "measured"}) {
      Gateways.function(folder, name, "");
    }
    Gateways.function(folder, "asleep", "suspended: true");
    Gateways.function(folder, "parked", "suspended: true");
    gateway =
        GatewayProcess.start(
            folder, Gateways.local(folder, LEDGER.jdbcUrl(), supervisor.url(), Gateways.noStore()));
    supervisor.behave(
        (id, request) -> {
          var function = request.function();
          return switch (function == null ? "" : function.id().name()) {
            case "flaky" ->
                request.attempt() == 1
                    ? Reply.ok(Results.failed(Reason.SCRIPT_FAILED, 3, "oh no\0\n"))
                    : Reply.ok(Results.succeeded());
            case "broken" -> Reply.ok(Results.failed(Reason.SCRIPT_FAILED, 3, "oh no\n"));
            case "refused" -> Reply.ok(Results.failed(Reason.IMAGE_NOT_FOUND, 0, ""));
            case "lost" -> request.attempt() == 1 ? Reply.cut() : Reply.ok(Results.succeeded());
            case "full" ->
                FULL.getAndDecrement() > 0 ? Reply.noRoom() : Reply.ok(Results.succeeded());
            default -> Reply.ok(Results.succeeded());
          };
        });
  }

  private static final AtomicInteger FULL = new AtomicInteger(5);

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    supervisor.close();
  }

  @Test
  void aNotificationBecomesAnInvocationThatSucceeds() throws Exception {
    String event = Notifications.put("copy-in", "a b+ü/x.png", 1_000);

    var answer = gateway.post("/events", event);

    assertThat(answer.statusCode()).isEqualTo(200);
    var invocation = ended("copy", "Succeeded");
    assertThat(invocation.path("key").asText()).isEqualTo("a b+ü/x.png");
    assertThat(invocation.path("upload").asText()).isEqualTo("e1@1000");
    assertThat(invocation.path("attemptCount").asInt()).isEqualTo(1);
    var attempt = invocation.path("attempts").path(0);
    assertThat(attempt.path("target").asText()).isEqualTo("local");
    assertThat(attempt.path("outputs").path(0).path("key").asText()).isEqualTo("a.png");
    assertThat(attempt.path("timings").path("run").asInt()).isEqualTo(3);
    assertThat(attempt.path("logTail").asText()).isEqualTo("done\n");
    assertThat(executions("copy"))
        .singleElement()
        .satisfies(e -> assertThat(e.request().event()).isEqualTo(event))
        .satisfies(e -> assertThat(e.request().deadline()).isNotNull());
  }

  @Test
  void theSameUploadIsOneInvocationAndTheNextUploadAnother() throws Exception {
    gateway.post("/events", Notifications.put("twice-in", "x.png", 1_000));
    gateway.post("/events", Notifications.put("twice-in", "x.png", 2_000));

    var again = gateway.post("/events", Notifications.put("twice-in", "x.png", 1_000));

    assertThat(again.body()).isEqualTo("{\"recorded\":0}");
    assertThat(list("twice").size()).isEqualTo(2);
  }

  @Test
  void aFailedAttemptIsTriedAgain() throws Exception {
    gateway.post("/events", Notifications.put("flaky-in", "x.png", 1_000));

    var invocation = ended("flaky", "Succeeded");

    assertThat(invocation.path("attempts").size()).isEqualTo(2);
    var first = invocation.path("attempts").path(0);
    assertThat(first.path("state").asText()).isEqualTo("Failed");
    assertThat(first.path("exitCode").asInt()).isEqualTo(3);
    assertThat(first.path("logTail").asText()).isEqualTo("oh no\ufffd\n");
  }

  @Test
  void whatFailsEachTimeIsDeadAndListed() throws Exception {
    gateway.post("/events", Notifications.put("broken-in", "x.png", 1_000));

    var invocation = ended("broken", "Dead");

    assertThat(invocation.path("attempts").size()).isEqualTo(3);
    assertThat(invocation.path("reason").asText()).isEqualTo("ScriptFailed");
    assertThat(invocation.path("message").asText()).contains("exit code 3");
    assertThat(
            gateway.json("/api/invocations?state=Dead").path("invocations").findValuesAsText("id"))
        .contains(invocation.path("id").asText());
  }

  @Test
  void whatNoRetryCuresIsDeadAtOnce() throws Exception {
    gateway.post("/events", Notifications.put("refused-in", "x.png", 1_000));

    assertThat(ended("refused", "Dead").path("attempts").size()).isEqualTo(1);
  }

  @Test
  void aConnectionThatBreaksCountsAsAnAttempt() throws Exception {
    gateway.post("/events", Notifications.put("lost-in", "x.png", 1_000));

    var invocation = ended("lost", "Succeeded");

    assertThat(invocation.path("attempts").size()).isEqualTo(2);
    assertThat(invocation.path("attempts").path(0).path("reason").asText())
        .isEqualTo("SupervisorLost");
  }

  @Test
  void aTargetWithoutRoomIsAskedAgainAndItDoesNotCount() throws Exception {
    gateway.post("/events", Notifications.put("full-in", "x.png", 1_000));

    assertThat(ended("full", "Succeeded").path("attemptCount").asInt()).isEqualTo(1);
    assertThat(executions("full")).hasSize(6);
  }

  @Test
  void aSuspendedFunctionsEventsAreRecordedOnly() throws Exception {
    gateway.post("/events", Notifications.put("asleep-in", "x.png", 1_000));

    await()
        .during(Duration.ofSeconds(2))
        .atMost(PATIENCE)
        .until(() -> list("asleep").path(0).path("state").asText().equals("Pending"));
    assertThat(executions("asleep")).isEmpty();
  }

  @Test
  void whatCannotBeUnderstoodIsAcknowledged() throws Exception {
    for (String body :
        new String[] {
          "",
          "no JSON\n at all",
          "{\"Records\":[{\"s3\":7}]}",
          Notifications.put("copy-in", "nul\0.png", 1_000)
        }) {
      var answer = gateway.post("/events", body);

      assertThat(answer.statusCode()).as(body).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"recorded\":0}");
    }
    assertThat(gateway.log().lines().filter(line -> line.contains("event not understood")))
        .hasSize(4);
  }

  @Test
  void eventsThatNoFunctionWantsAreLeft() throws Exception {
    var answer = gateway.post("/events", Notifications.put("copy-in", "text.txt", 1_000));

    assertThat(answer.body()).isEqualTo("{\"recorded\":0}");
  }

  @Test
  void wrongParametersAreNamed() throws Exception {
    for (String wrong :
        new String[] {"limit=0", "state=Gone", "since=now", "cursor=x", "function=x"}) {
      var answer = gateway.get("/api/invocations?" + wrong);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body())
          .contains("parameter " + wrong.substring(0, wrong.indexOf('=')) + ": expected ");
    }
    assertThat(gateway.get("/api/invocations/00000000-0000-7000-8000-000000000000").statusCode())
        .isEqualTo(404);
  }

  @Test
  void theApiIsDescribedAndMeasured() throws Exception {
    gateway.post("/events", Notifications.put("parked-in", "x.png", 1_000));
    gateway.post("/events", Notifications.put("measured-in", "x.png", 1_000));
    ended("measured", "Succeeded");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(gateway.get("/q/metrics").body())
                    .contains("faas_invocations_total{function=\"test/measured\",target=\"local\"}")
                    .contains(
                        "scarlet_ledger_depth{function=\"test/parked\",state=\"Pending\"} 1"));
    assertThat(gateway.get("/q/openapi").body()).contains("/api/invocations/{id}");
    assertThat(gateway.json("/api/functions").path("functions").findValuesAsText("id"))
        .contains("test/measured", "test/parked");
  }

  @Test
  void noSecretIsLogged() throws Exception {
    assertThat(gateway.log()).doesNotContain(Gateways.noStore().secretKey());
  }

  private static JsonNode ended(String function, String state) {
    var id =
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  var first = list(function).path(0);
                  return first.path("state").asText().equals(state)
                      ? first.path("id").asText()
                      : "";
                },
                found -> !found.isEmpty());
    return gateway.json("/api/invocations/" + id);
  }

  private static JsonNode list(String function) {
    return gateway.json("/api/invocations?function=test/" + function).path("invocations");
  }

  private static java.util.List<FakeSupervisor.Execution> executions(String function) {
    return supervisor.executions().stream()
        .filter(
            execution -> {
              var asked = execution.request().function();
              return asked != null && asked.id().name().equals(function);
            })
        .toList();
  }
}
