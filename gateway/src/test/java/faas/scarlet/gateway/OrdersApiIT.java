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
import faas.scarlet.model.outcome.AttemptNews;
import faas.scarlet.model.outcome.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The packaged gateway with a store and a supervisor that pretends: what users ask and order. */
class OrdersApiIT {
  private static final String UNKNOWN = "00000000-0000-7000-8000-000000000000";

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir static Path folder;
  private static final AtomicBoolean MENDED = new AtomicBoolean();
  private static final CountDownLatch PROCEED = new CountDownLatch(1);
  private static FakeSupervisor supervisor;
  private static EmbeddedStore store;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() throws Exception {
    supervisor = FakeSupervisor.start();
    supervisor.behave(
        (id, request) -> {
          var function = request.function();
          return switch (function == null ? "" : function.id().name()) {
            case "broken" ->
                MENDED.get()
                    ? Reply.ok(Results.succeeded())
                    : Reply.ok(Results.failed(Reason.SCRIPT_FAILED, 3, "oh no\n"));
            case "talks" ->
                Reply.telling(
                    Results.printed("one\ntwo\nthree\n"),
                    PROCEED,
                    new AttemptNews("one\n", null),
                    new AttemptNews("two\n", null));
            default -> Reply.ok(Results.succeeded());
          };
        });
    for (String name : new String[] {"copy", "broken", "talks"}) {
      Gateways.function(folder, name, "");
    }
    Gateways.function(folder, "parked", "suspended: true");
    Files.createDirectories(folder.resolve("buckets/copy-in"));
    store = EmbeddedStore.start(folder.resolve("buckets"), 0, "key", "secret", _ -> {});
    gateway =
        GatewayProcess.start(
            folder, Gateways.local(folder, LEDGER.jdbcUrl(), supervisor.url(), store.access()));
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    store.close();
    supervisor.close();
  }

  @Test
  void aDeadInvocationIsReplayedOnceItsFunctionIsMended() throws Exception {
    gateway.post("/events", Notifications.put("broken-in", "a.png", 1_000));
    gateway.post("/events", Notifications.put("broken-in", "b.png", 1_000));
    await().atMost(PATIENCE).until(() -> count("broken", "Dead") == 2);
    String id = newest("broken");
    MENDED.set(true);

    assertThat(gateway.post("/api/invocations/" + id + "/replay", "").statusCode()).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> state(id).equals("Succeeded"));
    var all = gateway.post("/api/functions/test/broken/replay?state=Dead", "");

    assertThat(all.body()).isEqualTo("{\"replayed\":1}");
    await().atMost(PATIENCE).until(() -> count("broken", "Succeeded") == 2);
    var again = gateway.post("/api/invocations/" + id + "/replay", "");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body())
        .contains("only a Dead invocation can be replayed; " + id + " is Succeeded");
  }

  @Test
  void aPendingInvocationIsCancelled() throws Exception {
    gateway.post("/events", Notifications.put("parked-in", "a.png", 1_000));
    String id = newest("parked");

    var answer = gateway.post("/api/invocations/" + id + "/cancel", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(state(id)).isEqualTo("Cancelled");
  }

  @Test
  void theLogIsThereWhileTheScriptRunsAndFollowedToItsEnd() throws Exception {
    gateway.post("/events", Notifications.put("talks-in", "a.png", 1_000));
    String id = newest("talks");
    await()
        .atMost(PATIENCE)
        .until(() -> gateway.get("/api/invocations/" + id + "/log").body().equals("one\ntwo\n"));

    try (var lines = gateway.lines("/api/invocations/" + id + "/log?follow=true")) {
      var line = lines.iterator();
      assertThat(line.next()).isEqualTo("one");
      assertThat(line.next()).isEqualTo("two");
      assertThat(state(id)).isEqualTo("Running");
      PROCEED.countDown();
      assertThat(line.next()).isEqualTo("three");
      assertThat(line.hasNext()).isFalse();
    }
    assertThat(state(id)).isEqualTo("Succeeded");
  }

  @Test
  void aFileIsPutIntoTheInputThatTakesItAndReadBack() throws Exception {
    var stored = gateway.put("/api/functions/test/copy/files/a%20b/x.png", "a picture");

    assertThat(stored.body())
        .isEqualTo("{\"objectStore\":\"default\",\"bucket\":\"copy-in\",\"key\":\"a b/x.png\"}");
    assertThat(folder.resolve("buckets/copy-in/a b/x.png")).hasContent("a picture");
    await().atMost(PATIENCE).until(() -> count("copy", "Succeeded") == 1);
    var read = gateway.get("/api/invocations/" + newest("copy") + "/input");
    assertThat(read.body()).isEqualTo("a picture");
    assertThat(read.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(read.headers().firstValue("Content-Security-Policy"))
        .contains("default-src 'none'; sandbox");
  }

  @Test
  void aFileThatNoInputTakesIsRefused() throws Exception {
    var refused = gateway.put("/api/functions/test/copy/files/x.txt", "a text");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("copy-in suffix [.png]").contains("x.txt, 6 bytes");
  }

  @Test
  void pagesOfOthersMayOrderNothing() throws Exception {
    String path = "/api/functions/test/copy/replay";

    assertThat(gateway.post(path, "", "Origin", "https://elsewhere.example").statusCode())
        .isEqualTo(403);
    assertThat(gateway.post(path, "", "Origin", gateway.url().toString()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void whatThereIsNotIsNotFound() throws Exception {
    for (String path :
        new String[] {
          "/api/functions/test/none",
          "/api/invocations/" + UNKNOWN,
          "/api/invocations/" + UNKNOWN + "/log",
          "/api/invocations/" + UNKNOWN + "/input"
        }) {
      assertThat(gateway.get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void whatIsWrongWithAManifestIsTold() throws Exception {
    Gateways.function(folder, "wrong", "memry: 1Gi");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(gateway.json("/api/functions").path("problems").toString())
                    .contains("wrong.yaml", "spec.memry", "did you mean memory?"));
  }

  private static String state(String id) {
    return gateway.json("/api/invocations/" + id).path("state").asText();
  }

  private static long count(String function, String state) {
    return gateway.json("/api/functions/test/" + function).path("counts").path(state).asLong();
  }

  private static String newest(String function) {
    return gateway
        .json("/api/invocations?limit=1&function=test/" + function)
        .path("invocations")
        .path(0)
        .path("id")
        .asText();
  }
}
