package faas.scarlet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.gateway.testing.FakeSupervisor;
import faas.scarlet.gateway.testing.FakeSupervisor.Reply;
import faas.scarlet.gateway.testing.GatewayProcess;
import faas.scarlet.gateway.testing.Gateways;
import faas.scarlet.gateway.testing.Results;
import faas.scarlet.gateway.testing.TestLedger;
import faas.scarlet.model.event.Body;
import faas.scarlet.model.event.Events;
import faas.scarlet.model.outcome.AttemptNews;
import faas.scarlet.model.outcome.Reason;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Functions that are called over HTTP. */
class CallIT {
  private static final String ENABLED = "http: {enabled: true}";
  private static final CountDownLatch AT_ONCE = new CountDownLatch(0);

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir static Path folder;
  private static FakeSupervisor supervisor;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() throws Exception {
    supervisor = FakeSupervisor.start();
    supervisor.behave(
        (id, request) -> {
          var function = request.function();
          return function != null && function.id().name().equals("broken")
              ? Reply.telling(
                  Results.failed(Reason.SCRIPT_FAILED, 3, "oh no\n"),
                  AT_ONCE,
                  answer(500, "application/json", "eyJyZWFzb24iOiJTY3JpcHRGYWlsZWQifQ=="))
              : Reply.telling(Results.succeeded(), AT_ONCE, answer(200, "image/png", "AP8="));
        });
    Gateways.function(folder, "picture", ENABLED);
    Gateways.function(folder, "broken", ENABLED);
    Gateways.function(folder, "parked", ENABLED + "\nsuspended: true");
    Gateways.function(folder, "closed", "");
    gateway =
        GatewayProcess.start(
            folder, Gateways.local(folder, LEDGER.jdbcUrl(), supervisor.url(), Gateways.noStore()));
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    supervisor.close();
  }

  @Test
  void theBodyGoesInAndTheFileComesOut() throws Exception {
    var answer =
        gateway.post(
            "/functions/test/picture?size=10", "hello", "Authorization", "Bearer not-for-scripts");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(answer.body()).hasSize(2);
    String id = answer.headers().firstValue("Scarlet-Invocation").orElseThrow();
    assertThat(gateway.json("/api/invocations/" + id).path("state").asText())
        .isEqualTo("Succeeded");
    String event =
        supervisor.executions().stream()
            .filter(execution -> execution.invocation().toString().equals(id))
            .findFirst()
            .orElseThrow()
            .request()
            .event();
    assertThat(event).doesNotContain("not-for-scripts");
    var body = (Body) Events.parse(event).getFirst();
    assertThat(body.content()).hasToString("hello");
    assertThat(body.parameters()).containsEntry("size", "10");
  }

  @Test
  void aFailureIsToldAfterTheFirstAttemptAndCanBeReplayed() throws Exception {
    var answer = gateway.post("/functions/test/broken", "hello");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("{\"reason\":\"ScriptFailed\"}");
    String id = answer.headers().firstValue("Scarlet-Invocation").orElseThrow();
    var invocation = gateway.json("/api/invocations/" + id);
    assertThat(invocation.path("state").asText()).isEqualTo("Dead");
    assertThat(invocation.path("attempts")).hasSize(1);
  }

  @Test
  void whoDoesNotWaitFetchesTheAnswerLater() throws Exception {
    var accepted = gateway.post("/functions/test/picture", "hello", "Prefer", "respond-async");

    assertThat(accepted.statusCode()).isEqualTo(202);
    String path = accepted.headers().firstValue("Location").orElseThrow();
    String later = path.substring(path.indexOf("/api/")) + "/answer";
    await().until(() -> gateway.get(later).statusCode() == 200);
    assertThat(gateway.get(later).headers().firstValue("Content-Type")).contains("image/png");
  }

  @Test
  void whatCannotBeCalledSaysWhy() throws Exception {
    assertThat(gateway.post("/functions/test/none", "").statusCode()).isEqualTo(404);
    assertThat(gateway.post("/functions/test/closed", "").body())
        .contains("test/closed takes no calls; set spec.http.enabled: true");
    assertThat(gateway.post("/functions/test/parked", "").statusCode()).isEqualTo(503);
    assertThat(gateway.post("/functions/test/picture", "{\"Records\":[{\"s3\":7}]}").body())
        .contains("event field");
    assertThat(gateway.post("/functions/test/picture", "x".repeat(11 << 20)).statusCode())
        .isEqualTo(413);
  }

  @Test
  void aStoreThatIsAwayIsNamed() throws Exception {
    var answer = gateway.put("/api/functions/test/closed/files/x.png", "x");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("object store default", "cannot put closed-in/x.png");
  }

  private static AttemptNews answer(int status, String type, String base64) {
    return new AttemptNews(
        null,
        """
        {"statusCode":%d,"headers":{"Content-Type":"%s"},"isBase64Encoded":true,"body":"%s"}"""
            .formatted(status, type, base64));
  }
}
