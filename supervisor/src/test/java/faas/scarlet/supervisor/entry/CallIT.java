package faas.scarlet.supervisor.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.Function;
import faas.scarlet.supervisor.LocalPlace;
import faas.scarlet.supervisor.testing.AnyEngine;
import faas.scarlet.supervisor.testing.Functions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A function is called over HTTP, and its caller gets what it made. */
@ExtendWith(AnyEngine.class)
class CallIT {
  private static final byte[] BINARY = {0, -1, 'a', '\n'};

  @TempDir Path folder = Path.of("");
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable LocalPlace place;
  private @Nullable SupervisorServer server;

  @BeforeEach
  void open() throws IOException {
    place = new LocalPlace(folder);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
    Objects.requireNonNull(place).close();
    client.close();
  }

  @Test
  void withoutAFileWhatWasPrintedIsTheAnswerByteForByte() throws Exception {
    serve("cat \"$INPUT_FILE_PATH\"; printf \"$CONT_VAR_a_b\"");

    var answer = post("?a-b=x%20y", BINARY);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(bytes("\0\u00ffa\nx y"));
    assertThat(answer.headers().firstValue("Scarlet-Invocation")).isPresent();
  }

  @Test
  void anEventWithoutDataHasNoInputFile() throws Exception {
    serve("printf \"${INPUT_FILE_PATH-none} ${SCAR_INPUT_FILE-none} $(ls $TMP_INPUT_DIR)\"");

    var answer =
        post(
            "",
            bytes(
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/functions/a/b\",\"type\":\"faas.scarlet.schedule\"}"));

    assertThat(answer.body()).isEqualTo(bytes("none none "));
  }

  @Test
  void oneFileIsTheAnswerAndSeveralAreAZip() throws Exception {
    serve(
        "echo log; cp \"$INPUT_FILE_PATH\" \"$TMP_OUTPUT_DIR/a b.png\"",
        "[ \"$CONT_VAR_n\" = 1 ] || { mkdir $TMP_OUTPUT_DIR/d; touch $TMP_OUTPUT_DIR/d/e; }");

    var one = post("?n=1", BINARY);
    var several = post("?n=2", BINARY);

    assertThat(one.body()).isEqualTo(BINARY);
    assertThat(one.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(one.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename*=UTF-8''a%20b.png");
    assertThat(unzipped(several.body())).containsOnlyKeys("a b.png", "d/e");
    assertThat(unzipped(several.body()).get("a b.png")).isEqualTo(BINARY);
  }

  @Test
  void aProxiedCallIsAnsweredInItsForm() throws Exception {
    serve("cat \"$INPUT_FILE_PATH\"; exit $CONT_VAR_code");
    String call =
        "{\"version\":\"2.0\",\"requestContext\":{\"http\":{\"method\":\"POST\"}},\"isBase64Encoded\":true,\"body\":\"%s\",\"queryStringParameters\":{\"code\":\"%s\"}}";
    String encoded = Base64.getEncoder().encodeToString(BINARY);

    var good = json(post("", bytes(call.formatted(encoded, 0))));
    var failed = json(post("", bytes(call.formatted(encoded, 3))));

    assertThat(good.path("statusCode").asInt()).isEqualTo(200);
    assertThat(good.path("isBase64Encoded").asBoolean()).isTrue();
    assertThat(good.path("body").asText()).isEqualTo(encoded);
    assertThat(failed.path("statusCode").asInt()).isEqualTo(500);
    assertThat(Json.MAPPER.readTree(failed.path("body").asText()).path("exitCode").asInt())
        .isEqualTo(3);
  }

  @Test
  void aFailureSaysReasonExitCodeAndTheLogsEnd() throws Exception {
    serve("echo no such luck; touch $TMP_OUTPUT_DIR/half; exit 3");

    var answer = post("", BINARY);

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(json(answer).path("reason").asText()).isEqualTo("ScriptFailed");
    assertThat(json(answer).path("exitCode").asInt()).isEqualTo(3);
    assertThat(json(answer).path("logTail").asText()).isEqualTo("no such luck\n");
    assertThat(get("/metrics"))
        .contains("# TYPE faas_invocations_total counter")
        .contains("{function=\"default/test\",target=\"local\",reason=\"ScriptFailed\"} 1");
  }

  @Test
  void theTimeLimitIs504() throws Exception {
    start(Optional.of(Functions.script(image(), "sleep 60", "timeout: 1s")));

    assertThat(post("", BINARY).statusCode()).isEqualTo(504);
  }

  @Test
  void aMalformedEventIs400AndNamesTheField() throws Exception {
    serve("true");

    var answer = post("", bytes("{\"Records\":[{\"s3\":{\"bucket\":{}}}]}"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("message").asText())
        .isEqualTo("event field Records[0].s3.bucket.name: expected a text, found nothing");
  }

  @Test
  void tenMegabytesAreAnEventAndMuchMoreIsRefused() throws Exception {
    serve("wc -c < \"$SCARLET_EVENT_FILE\"");

    assertThat(new String(post("", new byte[10 << 20]).body(), StandardCharsets.UTF_8).strip())
        .isEqualTo(Integer.toString(10 << 20));
    var refused = post("", new byte[CallHandler.LONGEST_EVENT + 1]);
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(json(refused).path("message").asText()).contains("input bucket");
  }

  @Test
  void everyRecordOfABatchIsAnAttempt() throws Exception {
    serve("echo $STORAGE_OBJECT_KEY");
    String record = LocalPlace.EVENT.substring(LocalPlace.EVENT.indexOf('[') + 1).replace("]}", "");
    String batch = "{\"Records\":[" + record + "," + record.replace("a+b", "c") + "]}";

    var answer = json(post("", bytes(batch)));

    assertThat(answer.valueStream().map(r -> r.path("logTail").asText()))
        .containsExactly("in/a b.txt\n", "in/c.txt\n");
  }

  @Test
  void whatAsksForNothingIsAnsweredWithNothing() throws Exception {
    serve("true");

    var answer =
        post("", bytes(LocalPlace.EVENT.replace("ObjectCreated:Put", "ObjectRemoved:Delete")));

    assertThat(answer.statusCode()).isEqualTo(204);
  }

  @Test
  void aServerOfAnyFunctionHasNoneToCall() throws Exception {
    start(Optional.empty());

    assertThat(post("", BINARY).statusCode()).isEqualTo(404);
    assertThat(post("elsewhere", BINARY).statusCode()).isEqualTo(404);
  }

  private void serve(String... script) throws IOException {
    start(Optional.of(Functions.script(image(), String.join("\n", script))));
  }

  private void start(Optional<Function> own) throws IOException {
    server =
        SupervisorServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Objects.requireNonNull(place).supervisor(),
            own,
            1);
  }

  private String image() {
    return Objects.requireNonNull(place).image();
  }

  private URI uri(String path) {
    int port = Objects.requireNonNull(server).address().getPort();
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private HttpResponse<byte[]> post(String rest, byte[] body)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri("/" + rest)).POST(BodyPublishers.ofByteArray(body));
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private String get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString()).body();
  }

  private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
    return Json.MAPPER.readTree(answer.body());
  }

  /** Characters as bytes of the same number. */
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Map<String, byte[]> unzipped(byte[] content) throws IOException {
    var files = new TreeMap<String, byte[]>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(content))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }
}
