package faas.scarlet.gateway.ingest;

import static faas.scarlet.gateway.testing.GatewayProcess.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.gateway.testing.FakeSupervisor;
import faas.scarlet.gateway.testing.GatewayProcess;
import faas.scarlet.gateway.testing.Gateways;
import faas.scarlet.gateway.testing.Notifications;
import faas.scarlet.gateway.testing.TestLedger;
import faas.scarlet.model.Json;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store, or somebody who is none, may send. */
class BadInputIT {
  private static final String TOKEN = "a-token-for-tests";
  private static final Path EVENTS = Path.of("src", "test", "resources", "minio-events");

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir static Path folder;
  private static FakeSupervisor supervisor;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() throws Exception {
    supervisor = FakeSupervisor.start();
    Gateways.function(folder, "pictures", "");
    Files.writeString(
        folder.resolve("functions/all.yaml"),
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: all, namespace: test}
        spec:
          image: busybox:1.36
          script: "true"
          input: [{path: evt-fixtures}, {path: evt-fixtures-ver}, {path: odd-keys}]
          suspended: true
        """);
    var settings = Gateways.local(folder, LEDGER.jdbcUrl(), supervisor.url(), Gateways.noStore());
    settings.put("scarlet.token", TOKEN);
    gateway = GatewayProcess.start(folder, settings);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    supervisor.close();
  }

  static Stream<String> events() throws Exception {
    try (var files = Files.list(EVENTS)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void whatARealMinioSendsIsOneUploadOfTheRightKey(String file) throws Exception {
    String body = Files.readString(EVENTS.resolve(file));
    var event = Json.MAPPER.readTree(body);
    String place = event.path("Key").asText();
    String bucket = place.substring(0, place.indexOf('/'));
    String key = place.substring(bucket.length() + 1);
    boolean isWork =
        event.path("EventName").asText().startsWith("s3:ObjectCreated:") && !key.endsWith("/");

    var first = post(body);
    var again = post(body);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).isEqualTo("{\"recorded\":%d}".formatted(isWork ? 1 : 0));
    assertThat(again.body()).isEqualTo("{\"recorded\":0}");
    assertThat(keys(bucket).contains(key)).isEqualTo(isWork);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a%2Fb%20c+d",
        "a + b & c = d ? e # f",
        "..",
        "a/../b",
        "\"quoted\" 'and' \\ back",
        "tab\tand\nline",
        "😀 größe 漢字",
        "<script>alert(1)</script>",
        "'; DROP TABLE invocation; --",
        "{\"a\":1}",
        "ends with space "
      })
  void oddKeysArriveAsTheyAre(String odd) throws Exception {
    String key = odd + "/" + "k".repeat(1022 - odd.getBytes(UTF_8).length) + "x";

    var answer = post(Notifications.put("odd-keys", key, 1_000));

    assertThat(answer.body()).isEqualTo("{\"recorded\":1}");
    assertThat(keys("odd-keys")).contains(key);
    assertThat(gateway.log().lines().filter(line -> line.contains("by=notification")))
        .allMatch(line -> line.contains(" INFO ") && line.contains(" key="));
  }

  @Test
  void aBodyThatIsTooLongIsAcknowledgedAndListed() throws Exception {
    String body = "{\"Records\":[\"" + "x".repeat(EventsResource.LARGEST);

    var answer = post(body);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"recorded\":0}");
    var refused = refused(body.length());
    assertThat(refused.path("why").asText()).isEqualTo("expected at most 10485760 bytes");
    assertThat(refused.path("beginning").asText()).startsWith("{\"Records\":[\"xxx");
    assertThat(gateway.log()).contains("event not understood, acknowledged").contains("remedy=");
  }

  @Test
  void aBodyOfTenMegabytesThatIsNoEventIsAcknowledgedAndListed() throws Exception {
    String body = "[" + "7,".repeat(EventsResource.LARGEST / 2 - 10) + "7]";

    assertThat(post(body).body()).isEqualTo("{\"recorded\":0}");

    assertThat(refused(body.length()).path("why").asText()).contains("S3 notification");
  }

  @Test
  void allRecordsOfABodyAreTaken() throws Exception {
    var first = Json.MAPPER.readTree(Notifications.put("odd-keys", "batch-1", 1_000));
    var second = Json.MAPPER.readTree(Notifications.put("odd-keys", "batch-2", 1_000));
    var records =
        List.of(
            first.path("Records").path(0),
            second.path("Records").path(0),
            first.path("Records").path(0));

    var answer = post(Json.write(Map.of("Records", records)));

    assertThat(answer.body()).isEqualTo("{\"recorded\":2}");
    assertThat(keys("odd-keys")).contains("batch-1", "batch-2");
  }

  @Test
  void cloudEventsWithANotificationAreTakenInBothForms() throws Exception {
    String structured =
        """
        {"specversion":"1.0","id":"1","source":"s3","type":"created","data":%s}\
        """
            .formatted(Notifications.put("odd-keys", "structured", 1_000));

    assertThat(post(structured).body()).isEqualTo("{\"recorded\":1}");
    assertThat(
            post(
                    Notifications.put("odd-keys", "binary", 1_000),
                    "ce-specversion",
                    "1.0",
                    "ce-id",
                    "1",
                    "ce-source",
                    "s3",
                    "ce-type",
                    "created")
                .body())
        .isEqualTo("{\"recorded\":1}");
  }

  @Test
  void forgedTokensAreRefusedAndRecordNothing() throws Exception {
    String event = Notifications.put("odd-keys", "forged", 1_000);
    for (String address : List.of("/events", "/events/default", "/events/bad-input/default")) {
      for (String forged : List.of("", "x", TOKEN + "x", TOKEN.substring(1), "Ä")) {
        var answer = gateway.post(address, event, "Authorization", "Bearer " + forged);

        assertThat(answer.statusCode()).as("%s with %s", address, forged).isEqualTo(401);
      }
      assertThat(gateway.post(address, event).statusCode()).as(address).isEqualTo(401);
    }
    assertThat(keys("odd-keys")).doesNotContain("forged");
    assertThat(gateway.log().lines().filter(line -> line.contains("callers refused")))
        .as("one line a minute, whoever tries how often")
        .singleElement()
        .asString()
        .contains("remedy=")
        .doesNotContain(TOKEN.substring(1));
  }

  @Test
  void eventsOfUnknownBucketsAreAcknowledgedAndToldInOneLine() throws Exception {
    assertThat(post(Notifications.put("nobodys", "x", 1_000)).body()).isEqualTo("{\"recorded\":0}");

    assertThat(gateway.log()).contains("event without function store=default bucket=nobodys key=x");
  }

  @Test
  void aManifestThatBecomesInvalidIsToldAndTheLastGoodOneGoesOn() throws Exception {
    var manifest = folder.resolve("functions/pictures.yaml");
    Files.writeString(manifest, Files.readString(manifest).replace("script:", "skript:"));
    await().atMost(PATIENCE).until(() -> gateway.log().contains("manifest refused"));

    assertThat(post(Notifications.put("pictures-in", "x.png", 1_000)).body())
        .isEqualTo("{\"recorded\":1}");

    assertThat(gateway.log()).contains("field=spec.skript").contains("did you mean script?");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                LEDGER.number(
                        "SELECT count(*) FROM invocation WHERE bucket = 'pictures-in' AND state ="
                            + " 'Succeeded'")
                    == 1);
  }

  private static HttpResponse<String> post(String body, String... headers) throws Exception {
    var all =
        Stream.concat(Stream.of("Authorization", "Bearer " + TOKEN), Stream.of(headers))
            .toArray(String[]::new);
    return gateway.post("/events", body, all);
  }

  private static JsonNode refused(int bytes) throws Exception {
    var answer = gateway.get("/events/refused", "Authorization", "Bearer " + TOKEN);
    assertThat(answer.statusCode()).isEqualTo(200);
    for (var refused : Json.MAPPER.readTree(answer.body()).path("refused")) {
      if (refused.path("bytes").asInt() == bytes) {
        return refused;
      }
    }
    throw new AssertionError("none of " + bytes + " bytes in " + answer.body());
  }

  private static List<String> keys(String bucket) throws Exception {
    return LEDGER.texts("SELECT object_key FROM invocation WHERE bucket = '" + bucket + "'");
  }
}
