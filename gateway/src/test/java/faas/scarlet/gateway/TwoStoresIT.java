package faas.scarlet.gateway;

import static faas.scarlet.gateway.testing.GatewayProcess.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.gateway.testing.FakeSupervisor;
import faas.scarlet.gateway.testing.GatewayProcess;
import faas.scarlet.gateway.testing.Gateways;
import faas.scarlet.gateway.testing.TestLedger;
import faas.scarlet.gateway.testing.TestMinio;
import faas.scarlet.model.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** Two real stores that have a bucket of the same name. */
@Tag("lab")
class TwoStoresIT {
  private static final String BUCKET = "same-in";
  private static final String COUNTS =
      "SELECT count(*) FROM invocation WHERE state = 'Succeeded' AND name = '%s' AND object_store = '%s'";

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir Path folder;

  @BeforeEach
  void emptyTheLedger() throws SQLException {
    LEDGER.transactions();
  }

  @Test
  void whatOneStoreTellsIsNotTakenForTheOthers() throws Exception {
    run(
        "1h",
        (gateway, one, other) -> {
          one.tell(BUCKET);
          other.tell(BUCKET);

          put(one, "photo.png", "one");
          put(other, "photo.png", "other");

          awaitOneOfEach();
          assertInputs(gateway);
        });
  }

  @Test
  void theSweepKeepsThemApart() throws Exception {
    run(
        "1s",
        (gateway, one, other) -> {
          put(one, "photo.png", "one");
          put(other, "photo.png", "other");

          awaitOneOfEach();
          assertInputs(gateway);
        });
  }

  @Test
  void aStoreThatIsAwayDoesNotKeepTheOtherOneWaiting() throws Exception {
    run(
        "1s",
        (gateway, one, other) -> {
          other.close();
          put(one, "photo.png", "one");

          await()
              .atMost(PATIENCE)
              .until(() -> LEDGER.number(COUNTS.formatted("one", "default")) == 1);
          await().atMost(PATIENCE).until(() -> gateway.log().contains("store away"));
          assertThat(gateway.log()).contains("store=archive").doesNotContain("not-to-be-logged");
        });
  }

  private interface Story {
    void tell(GatewayProcess gateway, TestMinio one, TestMinio other) throws Exception;
  }

  private void run(String interval, Story story) throws Exception {
    int port = GatewayProcess.freePort();
    var events = URI.create("http://127.0.0.1:" + port + "/events");
    try (var supervisor = FakeSupervisor.start();
        var one = TestMinio.startOrSkip("default", folder.resolve("one"), events);
        var other =
            TestMinio.startOrSkip(
                "archive", folder.resolve("other"), URI.create(events + "/archive"))) {
      functions();
      Map<String, String> settings =
          Gateways.local(folder, LEDGER.jdbcUrl(), supervisor.url(), one.access());
      Files.writeString(
          folder.resolve("stores.json"), Json.write(List.of(one.access(), other.access())));
      settings.put("quarkus.http.port", String.valueOf(port));
      settings.put("scarlet.store.create-buckets", "true");
      settings.put("scarlet.sweep.interval", interval);
      try (var gateway = GatewayProcess.start(folder, settings)) {
        await().atMost(PATIENCE).until(() -> exists("one") && exists("other"));
        // the first sweep has gone by
        await()
            .atMost(PATIENCE)
            .until(
                () -> LEDGER.number("SELECT count(*) FROM sweep WHERE swept_at IS NOT NULL") == 4);
        story.tell(gateway, one, other);
      }
    }
  }

  private boolean exists(String store) {
    return Files.isDirectory(folder.resolve(store).resolve(BUCKET));
  }

  private void functions() throws IOException {
    function("one", "{path: same-in}");
    function("other", "{objectStore: archive, path: same-in}");
    function("both", "{path: same-in}, {objectStore: archive, path: same-in}");
  }

  private void function(String name, String inputs) throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("functions")).resolve(name + ".yaml"),
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: %s, namespace: test}
        spec:
          image: busybox:1.36
          script: cat "$INPUT_FILE_PATH"
          input: [%s]
        """
            .formatted(name, inputs));
  }

  private static void put(TestMinio store, String key, String content) {
    try (var s3 = store.s3()) {
      s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(content));
    }
  }

  private static void awaitOneOfEach() {
    for (String[] each :
        new String[][] {
          {"one", "default"}, {"other", "archive"}, {"both", "default"}, {"both", "archive"}
        }) {
      await(each[0] + " in " + each[1])
          .atMost(PATIENCE)
          .until(() -> LEDGER.number(COUNTS.formatted(each[0], each[1])) == 1);
    }
    await()
        .during(Duration.ofSeconds(2))
        .atMost(PATIENCE)
        .until(() -> LEDGER.number("SELECT count(*) FROM invocation") == 4);
  }

  /** The page shows each invocation's own object. */
  private static void assertInputs(GatewayProcess gateway) throws Exception {
    for (var invocation : gateway.json("/api/invocations").path("invocations")) {
      String expected = invocation.path("objectStore").asText().equals("default") ? "one" : "other";
      String id = invocation.path("id").asText();
      assertThat(gateway.get("/api/invocations/" + id + "/input").body()).isEqualTo(expected);
    }
  }
}
