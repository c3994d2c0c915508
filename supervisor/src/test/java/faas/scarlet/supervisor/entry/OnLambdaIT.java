package faas.scarlet.supervisor.entry;

import static faas.scarlet.supervisor.testing.RuntimeApiServer.Misbehaviour.BREAK_CONNECTION;
import static faas.scarlet.supervisor.testing.RuntimeApiServer.Misbehaviour.SERVER_ERROR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.DelegatedAttempt;
import faas.scarlet.model.outcome.Staging;
import faas.scarlet.supervisor.LocalPlace;
import faas.scarlet.supervisor.testing.AnyEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runtime loop against a Runtime API of the test's own, which also does what it should not. */
@ExtendWith(AnyEngine.class)
class OnLambdaIT {
  private static final String COPY =
      """
      #!/bin/sh
      echo "copying $(cat "$INPUT_FILE_PATH")"
      cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR/"
      """;

  @TempDir Path folder = Path.of("");
  private LambdaPlace place;

  @BeforeEach
  void start() throws Exception {
    place = new LambdaPlace(folder);
  }

  @AfterEach
  void stop() throws Exception {
    place.close();
  }

  @Test
  void anObjectBecomesAResultAndItsCacheIsUsedAgain() throws Exception {
    place.start(place.function(COPY));

    var first = place.api().invoke(place.put("in/a b.txt", "one"));
    var second = place.api().invoke(place.put("in/c.txt", "two"));

    assertThat(first.errorType()).as(first.body()).isEmpty();
    var result = LambdaPlace.json(first);
    assertThat(result.path("state").asText()).isEqualTo("Succeeded");
    assertThat(result.path("logTail").asText()).isEqualTo("copying one\n");
    assertThat(result.path("outputs").path(0).path("key").asText()).isEqualTo("a b.txt");
    assertThat(result.path("cacheHit").asBoolean()).isFalse();
    assertThat(LambdaPlace.json(second).path("cacheHit").asBoolean()).isTrue();
    assertThat(place.bucket(LambdaPlace.OUT).resolve("a b.txt")).hasContent("one");
    assertThat(place.bucket(LambdaPlace.OUT).resolve("c.txt")).hasContent("two");
    assertThat(place.work()).isEmptyDirectory();
  }

  @Test
  void aScriptSeesItsRequestAndNothingOfTheRole() throws Exception {
    place.start(place.function("#!/bin/sh\nenv\n"));

    var told = place.api().invoke(place.put("a.txt", "x"));

    assertThat(LambdaPlace.json(told).path("logTail").asText().lines())
        .contains(
            "AWS_LAMBDA_REQUEST_ID=" + told.id(),
            "REQUEST_ID=" + told.id(),
            "SCARLET_TARGET=lambda",
            "SCARLET_ATTEMPT=1")
        .noneMatch(line -> line.startsWith("AWS_") && !line.startsWith("AWS_LAMBDA_REQUEST_ID="));
  }

  @Test
  void aScriptThatIsToHaveTheRolesSessionHasIt() throws Exception {
    var function = Json.MAPPER.readTree(Json.write(place.function("#!/bin/sh\nenv\n")));
    ((ObjectNode) function.path("spec")).put("exposeCredentials", true);
    place.start(function.toString());

    var told = place.api().invoke(place.put("a.txt", "x"));

    assertThat(LambdaPlace.json(told).path("logTail").asText().lines())
        .contains("AWS_ACCESS_KEY_ID=key", "AWS_SECRET_ACCESS_KEY=secret");
  }

  @Test
  void aFailureIsAnErrorWithTheEndOfTheLog() throws Exception {
    place.start(place.function("#!/bin/sh\necho partial > $TMP_OUTPUT_DIR/p\necho why\nexit 3\n"));

    var told = place.api().invoke(place.put("a.txt", "x"));

    assertThat(told.errorType()).contains("ScriptFailed");
    assertThat(LambdaPlace.json(told).path("errorType").asText()).isEqualTo("ScriptFailed");
    assertThat(LambdaPlace.json(told).path("errorMessage").asText())
        .isEqualTo("the script ended with exit code 3; see the log\nwhy\n");
    assertThat(place.bucket(LambdaPlace.OUT)).isEmptyDirectory();
  }

  @Test
  void whatNoRetryCuresIsAnErrorToo() throws Exception {
    place.start(place.function(COPY));

    assertThat(place.api().invoke(LambdaPlace.event("none")).errorType()).contains("InputMissing");
    assertThat(place.api().invoke("{\"Records\":[{\"s3\":{}}]}").errorType())
        .contains("InvalidEvent");
  }

  @Test
  void anImageThatIsNotThereIsNamed() throws Exception {
    var function = Json.write(place.function(COPY)).replace("test/host", "test/none");
    place.start(function);

    var told = place.api().invoke(place.put("a.txt", "x"));

    assertThat(told.errorType()).contains("ImageNotFound");
    assertThat(told.body()).contains("test/none");
  }

  @Test
  void anEventThatAsksForNothingIsWell() throws Exception {
    place.start(place.function(COPY));

    var told = place.api().invoke("{\"Event\":\"s3:TestEvent\",\"Bucket\":\"b\"}");

    assertThat(told.errorType()).isEmpty();
    assertThat(told.body()).isEqualTo("null");
  }

  @Test
  void filesThatNoInputTakesAreLeftAlone() throws Exception {
    var function = (ObjectNode) Json.MAPPER.readTree(Json.write(place.function(COPY)));
    var inputs = ((ObjectNode) function.path("spec")).putArray("input");
    inputs.addObject().put("path", LambdaPlace.IN + "/in").putArray("suffix").add(".png");
    inputs.addObject().put("path", LambdaPlace.IN + "/in/deep").putArray("prefix").add("a");
    place.start(function.toString());

    for (String key : List.of("in/a.txt", "in/deep/b.txt", "elsewhere/a.png", "in/deep/a/")) {
      var told = place.api().invoke(LambdaPlace.event(key));
      assertThat(told.errorType()).as(key).isEmpty();
      assertThat(told.body()).as(key).isEqualTo("null");
    }
    for (String key : List.of("in/c.png", "in/deep/a.png", "in/deep/a.txt")) {
      var told = place.api().invoke(place.put(key, key));
      assertThat(LambdaPlace.json(told).path("state").asText()).as(key).isEqualTo("Succeeded");
    }
  }

  @Test
  void aCallGetsWhatTheScriptMadeInTheProxyForm() throws Exception {
    place.start(place.function("#!/bin/sh\ncat $INPUT_FILE_PATH; echo $CONT_VAR_name\n"));

    var called = LambdaPlace.json(place.api().invoke(call("hello ", "name", "Ana")));
    var direct = LambdaPlace.json(place.api().invoke("{\"any\":1}"));

    assertThat(called.path("statusCode").asInt()).isEqualTo(200);
    assertThat(body(called)).isEqualTo("hello Ana\n");
    assertThat(body(direct)).isEqualTo("{\"any\":1}\n");
  }

  @Test
  void aCallThatFailsIsAnsweredAndADirectOneIsAnError() throws Exception {
    place.start(place.function("#!/bin/sh\necho why; exit 7\n"));

    var called = LambdaPlace.json(place.api().invoke(call("x", "a", "b")));
    var direct = place.api().invoke("\"x\"");

    assertThat(called.path("statusCode").asInt()).isEqualTo(500);
    assertThat(Json.MAPPER.readTree(called.path("body").asText()).path("exitCode").asInt())
        .isEqualTo(7);
    assertThat(direct.errorType()).contains("ScriptFailed");
  }

  @Test
  void anAnswerThatIsTooLongSaysWhatToDo() throws Exception {
    place.start(place.function("#!/bin/sh\nhead -c 5000000 /dev/zero\n"));

    var called = LambdaPlace.json(place.api().invoke(call("x", "a", "b")));
    var direct = place.api().invoke("\"x\"");

    assertThat(called.path("statusCode").asInt()).isEqualTo(500);
    assertThat(called.path("body").asText()).contains("give the function an output");
    assertThat(direct.errorType()).contains("OutputFailed");
    assertThat(direct.body()).contains("expected a result of at most 4194304 bytes");
  }

  @Test
  void theTimeLimitIsToldBeforeLambdaCutsItOff() throws Exception {
    place.start(place.function("#!/bin/sh\ntrap '' TERM\necho begun\nwhile :; do sleep 1; done\n"));
    var event = place.put("a.txt", "x");
    place.api().invoke(event, Duration.ofMillis(1500)); // the image is there then
    var begin = Instant.now();

    var told = place.api().invoke(event, Duration.ofSeconds(4));

    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(4));
    assertThat(told.errorType()).contains("TimedOut");
    assertThat(LambdaPlace.json(told).path("errorMessage").asText()).contains("\nbegun\n");
    assertThat(LocalPlace.isRunning(told.id())).isFalse();
    assertThat(place.work()).isEmptyDirectory();
  }

  @Test
  void aBrokenApiIsAskedAgain() throws Exception {
    place.start(place.function(COPY));
    place.api().nexts(SERVER_ERROR, BREAK_CONNECTION);
    var event = place.put("a.txt", "x");
    place.api().invoke(event);
    place.api().nexts(BREAK_CONNECTION);
    place.api().answers(BREAK_CONNECTION, SERVER_ERROR);

    assertThat(place.api().invoke(event).errorType()).isEmpty();
    assertThat(place.api().invoke(event).errorType()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5x", "99999999999999999999"})
  void aDeadlineThatMakesNoSenseIsTheFunctionsOwn(String deadline) throws Exception {
    place.start(place.function(COPY));

    var told =
        place
            .api()
            .invoke(place.put("a.txt", "x"), Optional.of(deadline).filter(text -> !text.isEmpty()));

    assertThat(told.errorType()).as(told.body()).isEmpty();
  }

  @Test
  void recordsOfABatchAreAllCarriedOutAndTheFailedOnesNamed() throws Exception {
    place.start(place.function(COPY));
    place.put("a.txt", "1");
    place.put("c.txt", "3");

    var told = place.api().invoke(LambdaPlace.event("a.txt", "b.txt", "c.txt"));
    var good = place.api().invoke(LambdaPlace.event("a.txt", "c.txt"));

    assertThat(told.errorType()).contains("InputMissing");
    assertThat(told.body()).contains("1 of 3 records failed", "pictures/b.txt");
    assertThat(place.bucket(LambdaPlace.OUT).resolve("c.txt")).hasContent("3");
    assertThat(LambdaPlace.json(good)).hasSize(2);
  }

  @Test
  void onlyTheMessagesThatFailedComeAgain() throws Exception {
    place.start(place.function(COPY));
    place.put("a.txt", "1");
    String batch =
        Json.write(
            Map.of(
                "Records",
                new Object[] {
                  message("m1", LambdaPlace.event("a.txt")),
                  message("m2", LambdaPlace.event("none.txt")),
                  message("m3", "{\"Records\":[{\"s3\":{}}]}")
                }));

    var some = place.api().invoke(batch);
    var all = place.api().invoke(batch.replace("a.txt", "none.txt"));

    assertThat(some.body())
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"m2\"},{\"itemIdentifier\":\"m3\"}]}");
    assertThat(all.errorType()).contains("InputMissing");
  }

  @Test
  void aGatewaysAttemptIsAnsweredAsOnACluster() throws Exception {
    place.start(place.function("#!/bin/sh\necho $REQUEST_ID $SCARLET_ATTEMPT; exit 4\n"));
    String event = place.put("a.txt", "x");

    var told = place.api().invoke(delegated(event, null));

    assertThat(told.errorType()).isEmpty();
    var result = LambdaPlace.json(told);
    assertThat(result.path("state").asText()).isEqualTo("Failed");
    assertThat(result.path("exitCode").asInt()).isEqualTo(4);
    assertThat(result.path("logTail").asText()).isEqualTo("inv-1 2\n");
  }

  @Test
  void aStagedAttemptTouchesItsStagingPlaceOnly() throws Exception {
    place.start(place.function(COPY));
    var staged = place.bucket("staging").resolve("p/inv-1");
    Files.createDirectories(staged);
    Files.writeString(staged.resolve("input"), "from home");

    var told =
        place
            .api()
            .invoke(delegated(LambdaPlace.event("in/a.txt"), new Staging("staging", "p/inv-1")));

    var output = LambdaPlace.json(told).path("outputs").path(0);
    assertThat(output.path("bucket").asText()).isEqualTo(LambdaPlace.OUT);
    assertThat(output.path("key").asText()).isEqualTo("a.txt");
    assertThat(staged.resolve("output/default/results/a.txt")).hasContent("from home");
    assertThat(Json.MAPPER.readTree(staged.resolve("result.json").toFile()))
        .isEqualTo(LambdaPlace.json(told));
    assertThat(place.bucket(LambdaPlace.OUT)).isEmptyDirectory();
  }

  @Test
  void aCallThatAGatewayPassesOnHasItsAnswerBesideTheResult() throws Exception {
    place.start(place.function("#!/bin/sh\ncat $INPUT_FILE_PATH\n"));

    var told = LambdaPlace.json(place.api().invoke(delegated(call("hi", "a", "b"), null)));

    assertThat(told.path("state").asText()).isEqualTo("Succeeded");
    assertThat(body(Json.MAPPER.readTree(told.path("answer").asText()))).isEqualTo("hi");
  }

  @Test
  void aPingHasTheImageReadyAndRunsNothing() throws Exception {
    place.start(place.function("#!/bin/sh\nexit 1\n"));

    assertThat(place.api().invoke("{\"scarlet\":\"keep-warm\"}").body())
        .contains("\"cacheHit\":false");
    assertThat(place.api().invoke("{\"scarlet\":\"keep-warm\"}").body())
        .contains("\"ready\":true", "\"cacheHit\":true");
  }

  @Test
  void aFunctionIsGivenInBase64OrByReference() throws Exception {
    String function = Json.write(place.function(COPY));
    Files.writeString(place.bucket("staging").resolve("f.json"), function);
    var event = place.put("a.txt", "x");

    place.start(Base64.getEncoder().encodeToString(function.getBytes(UTF_8)));
    assertThat(place.api().invoke(event).errorType()).isEmpty();
    place.close();
    place = new LambdaPlace(folder);
    place.start("s3://staging/f.json");
    assertThat(place.api().invoke(event).errorType()).isEmpty();
  }

  @Test
  void anEnvironmentThatEndsLeavesNothingBehind() throws Exception {
    var event = place.put("a.txt", "x");
    var process = place.process(place.function("#!/bin/sh\nsleep 60 & wait\n"));
    try {
      place.api().invoke("{\"scarlet\":\"keep-warm\"}");
      var told = CompletableFuture.supplyAsync(() -> place.api().invoke(event));
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> isSleeping(process));

      process.destroy();

      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(told.get(10, TimeUnit.SECONDS).errorType()).contains("SupervisorLost");
      assertThat(LocalPlace.isRunning(told.get().id())).isFalse();
      assertThat(place.work()).isEmptyDirectory();
      assertThat(place.api().isRegistered()).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static boolean isSleeping(Process process) {
    return process
        .descendants()
        .anyMatch(child -> child.info().command().orElse("").endsWith("/sleep"));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "{\"id\":", "kind: ScarFunction", "s3://staging/none.json"})
  void aFunctionThatCannotBeReadIsToldAtOnce(String function) throws Exception {
    assertThatThrownBy(() -> place.start(function)).isInstanceOf(InvalidSettingException.class);

    var told = Json.MAPPER.readTree(place.api().initError());
    assertThat(told.path("errorType").asText()).isEqualTo("InvalidSetting");
    assertThat(told.path("errorMessage").asText()).startsWith("SCARLET_FUNCTION: ");
  }

  private static Map<String, String> message(String id, String body) {
    return Map.of("messageId", id, "eventSource", "aws:sqs", "body", body);
  }

  private static String delegated(String event, @Nullable Staging staging) {
    return new DelegatedAttempt("inv-1", 2, event, Instant.now().plusSeconds(60), staging)
        .payload();
  }

  private static String call(String body, String parameter, String value) {
    return Json.write(
        Map.of(
            "version",
            "2.0",
            "requestContext",
            Map.of("http", Map.of("method", "POST")),
            "queryStringParameters",
            Map.of(parameter, value),
            "body",
            body,
            "isBase64Encoded",
            false));
  }

  private static String body(JsonNode answer) {
    assertThat(answer.path("isBase64Encoded").asBoolean()).isTrue();
    return new String(Base64.getDecoder().decode(answer.path("body").asText()), UTF_8);
  }
}
