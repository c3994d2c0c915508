package faas.scarlet.supervisor.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.outcome.AttemptNews;
import faas.scarlet.model.outcome.AttemptRequest;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.LocalPlace;
import faas.scarlet.supervisor.testing.AnyEngine;
import faas.scarlet.supervisor.testing.Functions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(AnyEngine.class)
class SupervisorServerIT {
  @TempDir Path folder = Path.of("");
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable LocalPlace place;
  private @Nullable SupervisorServer server;

  @BeforeEach
  void start() throws IOException {
    place = new LocalPlace(folder);
    server =
        SupervisorServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            place().supervisor(),
            Optional.empty(),
            1);
  }

  @AfterEach
  void stop() {
    server().close();
    place().close();
    client.close();
  }

  @Test
  void answersEveryAttemptThatWasCarriedOutWithItsResult() throws Exception {
    var response = post("one", request(Functions.script(place().image(), "echo hi; exit 3")));

    assertThat(response.statusCode()).isEqualTo(200);
    var result = Json.MAPPER.readValue(response.body(), AttemptResult.class);
    assertThat(result.reason()).isEqualTo(Reason.SCRIPT_FAILED);
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.logTail()).isEqualTo("hi\n");
  }

  @Test
  void tellsWhatTheScriptPrintsWhileItRuns() throws Exception {
    var script =
        Functions.script(
            place().image(), "echo ä; while [ ! -e $TMP_OUTPUT_DIR/go ]; do sleep 0.1; done");
    try (var lines = postForLines("telling", request(script))) {
      var line = lines.iterator();

      assertThat(line.next()).isEqualTo("{\"log\":\"ä\\n\"}");

      Files.createFile(place().work().resolve("telling/output/go"));
      var result = Json.MAPPER.readValue(line.next(), AttemptResult.class);
      assertThat(result.succeeded()).isTrue();
      assertThat(result.logTail()).isEqualTo("ä\n");
      assertThat(line.hasNext()).isFalse();
    }
  }

  @Test
  void tellsTheAnswerForTheCallerOfAFunction() throws Exception {
    var call =
        "{\"httpMethod\":\"POST\",\"headers\":{},\"body\":\"aGk=\",\"isBase64Encoded\":true}";
    var function = Functions.script(place().image(), "cat $INPUT_FILE_PATH");
    var request = Json.write(new AttemptRequest(1, call, Instant.now().plusSeconds(60), function));

    try (var lines = postForLines("called", request)) {
      var news =
          lines
              .map(SupervisorServerIT::news)
              .flatMap(n -> Optional.ofNullable(n.answer()).stream());

      var answer = Json.MAPPER.readTree(news.findFirst().orElseThrow());
      assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
      assertThat(Base64.getDecoder().decode(answer.path("body").asText()))
          .isEqualTo("hi".getBytes(UTF_8));
    }
  }

  @Test
  void refusesWhatItCannotUnderstandAndSaysWhy() throws Exception {
    var function = Functions.script(place().image(), ":");

    assertThat(post("one", "{").body()).contains("not an attempt request");
    assertThat(post("one", "{\"event\":\"x\",\"deadline\":\"2030-01-01T00:00:00Z\"}").body())
        .contains("function: required");
    assertThat(post("..%2fetc", request(function)).statusCode()).isEqualTo(400);
    var malformed =
        new AttemptRequest(
            1, "{\"Records\":[{\"s3\":{}}]}", Instant.now().plusSeconds(9), function);
    assertThat(post("one", Json.write(malformed)).body()).contains("s3.bucket.name");
  }

  @Test
  void oneIdRunsOnceAndAFullSupervisorSaysSo() throws Exception {
    var slow = request(Functions.script(place().image(), "sleep 3"));
    var running = CompletableFuture.supplyAsync(() -> postQuietly("slow", slow));
    awaitScript("slow");

    var other = post("other", slow);

    assertThat(other.statusCode()).isEqualTo(503);
    assertThat(other.headers().firstValue("Retry-After")).contains("1");
    assertThat(running.join().statusCode()).isEqualTo(200);
  }

  @Test
  void theSameIdIsAConflict() throws Exception {
    try (var roomy =
        SupervisorServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            place().supervisor(),
            Optional.empty(),
            2)) {
      var slow = request(Functions.script(place().image(), "sleep 3"));
      var running = CompletableFuture.supplyAsync(() -> postQuietly("slow", slow));
      awaitScript("slow");

      assertThat(post(roomy, "slow", slow).statusCode()).isEqualTo(409);
      assertThat(running.join().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void closingStopsScriptsAndTakesNoMoreWork() throws Exception {
    var slow = request(Functions.script(place().image(), "sleep 300"));
    var running = CompletableFuture.supplyAsync(() -> postQuietly("slow", slow));
    awaitScript("slow");

    assertThat(server().drain(Duration.ofMillis(50))).isFalse();
    assertThat(post("late", slow).statusCode()).isEqualTo(503);
    server().close();

    var result = Json.MAPPER.readValue(running.join().body(), AttemptResult.class);
    assertThat(result.reason()).isEqualTo(Reason.SUPERVISOR_LOST);
    assertThat(place().work()).isEmptyDirectory();
  }

  @Test
  void runsAnyFunctionOnLoopbackOnly() {
    assertThatThrownBy(
            () ->
                SupervisorServer.start(
                    new InetSocketAddress("0.0.0.0", 0), place().supervisor(), Optional.empty(), 1))
        .hasMessageContaining("loopback");
  }

  private void awaitScript(String id) {
    Awaitility.await().until(() -> Files.exists(place().work().resolve(id + "/script")));
  }

  private static String request(Function function) {
    return Json.write(
        new AttemptRequest(1, LocalPlace.EVENT, Instant.now().plusSeconds(60), function));
  }

  private HttpResponse<String> postQuietly(String id, String body) {
    try {
      return post(id, body);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> post(String id, String body)
      throws IOException, InterruptedException {
    return post(server(), id, body);
  }

  private HttpResponse<String> post(SupervisorServer to, String id, String body)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + to.address().getPort() + "/invocations/" + id);
    return client.send(
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private Stream<String> postForLines(String id, String body)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + server().address().getPort() + "/invocations/" + id);
    var request =
        HttpRequest.newBuilder(uri)
            .header("Accept", AttemptNews.LINES)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofLines()).body();
  }

  private static AttemptNews news(String line) {
    try {
      return Json.MAPPER.readValue(line, AttemptNews.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }

  private LocalPlace place() {
    return Objects.requireNonNull(place);
  }

  private SupervisorServer server() {
    return Objects.requireNonNull(server);
  }
}
