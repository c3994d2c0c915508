package faas.scarlet.gateway.dispatch.target;

import static faas.scarlet.gateway.testing.GatewayProcess.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.gateway.testing.FakeSupervisor;
import faas.scarlet.gateway.testing.FakeSupervisor.Reply;
import faas.scarlet.gateway.testing.GatewayProcess;
import faas.scarlet.gateway.testing.Gateways;
import faas.scarlet.gateway.testing.LabLambda;
import faas.scarlet.gateway.testing.Results;
import faas.scarlet.gateway.testing.TestLedger;
import faas.scarlet.gateway.testing.TestMinio;
import faas.scarlet.model.Json;
import faas.scarlet.model.event.Events;
import faas.scarlet.model.event.InvalidEventException;
import faas.scarlet.model.event.ObjectCreated;
import faas.scarlet.model.outcome.AttemptRequest;
import faas.scarlet.model.outcome.OutputObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A gateway at home, a real store, and supervisors on what stands in for Lambda. */
@Tag("lab")
class LambdaTargetIT {
  private static final String BURST =
      "placement: {target: burst, data: MayLeaveCluster, burst: {queueLength: 5, maxConcurrency:"
          + " %d}}";
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Duration AT_HOME = Duration.ofSeconds(1);

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir Path folder;

  @BeforeEach
  void emptyTheLedger() throws Exception {
    LEDGER.transactions();
  }

  @Test
  void whatHomeHasNoRoomForGoesToLambdaAndComesBack() throws Exception {
    try (var lambda = LabLambda.openOrSkip()) {
      var burst = function("burst", "tr a-z A-Z", BURST.formatted(4));
      function("stays", "tr a-z A-Z", "");
      lambda.deploy(burst);
      run(
          lambda.settings(),
          (gateway, s3) -> {
            put(s3, "burst", 60);
            put(s3, "stays", 10);

            await().atMost(LONG).until(() -> done("burst") == 60 && done("stays") == 10);

            assertResults(s3, "burst", 60);
            assertResults(s3, "stays", 10);
            assertThat(at("burst", "lambda")).isPositive();
            assertThat(at("burst", "lambda") + at("burst", "local")).isEqualTo(60);
            assertThat(at("stays", "local")).isEqualTo(10);
            assertThat(
                    LEDGER.number(
                        "SELECT count(*) FROM attempt WHERE (target = 'lambda') <> (placed_because"
                            + " IS NOT NULL)"))
                .isZero();
            await().atMost(PATIENCE).until(() -> lambda.staged().isEmpty());
            assertThat(gateway.log()).doesNotContain("lambda away", "recorded=false");
          });
    }
  }

  @Test
  void anAttemptGoesOnWithoutTheGatewayThatBeganIt() throws Exception {
    try (var lambda = LabLambda.openOrSkip()) {
      lambda.deploy(
          function(
              "slow", "sleep 8; tr a-z A-Z", "placement: {target: lambda, data: MayLeaveCluster}"));
      run(
          lambda.settings(),
          (gateway, s3) -> {
            put(s3, "slow", 1);
            awaitBegun(lambda);

            gateway.kill();
            gateway.restart();

            await().atMost(LONG).until(() -> done("slow") == 1);
            assertResults(s3, "slow", 1);
            assertThat(at("slow", "lambda")).isEqualTo(1);
            await().atMost(PATIENCE).until(() -> lambda.staged().isEmpty());
          });
    }
  }

  @Test
  void functionsAreCalledInTheirOwnAccountsAndRegions() throws Exception {
    try (var lambda = LabLambda.openOrSkip()) {
      String target = "placement: {target: lambda, data: MayLeaveCluster}";
      var ours = function("ours", "tr a-z A-Z", target);
      var theirs =
          function(
              "theirs",
              "tr a-z A-Z",
              target
                  + "\nlambda: {accountSecret: account, region: us-east-1, stagingBucket: %s}"
                      .formatted(lambda.ownBucket()));
      function("untold", "tr a-z A-Z", target + "\nlambda: {accountSecret: nobodys}");
      lambda.deploy(ours);
      lambda.deploy(theirs);
      var settings = new TreeMap<>(lambda.settings());
      settings.put("scarlet.lambda.accounts-file", accounts().toString());
      run(
          settings,
          (gateway, s3) -> {
            put(s3, "untold", 1);
            put(s3, "ours", 2);
            put(s3, "theirs", 2);

            await().atMost(LONG).until(() -> done("ours") == 2 && done("theirs") == 2);

            assertResults(s3, "theirs", 2);
            assertThat(at("theirs", "lambda")).isEqualTo(2);
            await()
                .atMost(PATIENCE)
                .until(
                    () -> lambda.staged().isEmpty() && lambda.staged(lambda.ownBucket()).isEmpty());
            assertThat(done("untold")).isZero();
            assertThat(gateway.log())
                .contains("lambda away function=test/untold cause=AwsNoCredentials")
                .doesNotContain("not-to-be-logged");
          });
    }
  }

  /** As scarlet backfill does it for a function on Lambda. */
  @Test
  void aBackfillRunsTheFirstFileAloneAndThenTheRestUpToTheLimit() throws Exception {
    try (var lambda = LabLambda.openOrSkip()) {
      lambda.deploy(
          function("past", "tr a-z A-Z", "placement: {target: lambda, data: MayLeaveCluster}"));
      run(
          lambda.settings(),
          (gateway, s3) -> {
            put(s3, "past", 12);
            await().atMost(LONG).until(() -> done("past") == 12);
            String backfill = "/api/functions/test/past/backfill?";
            assertThat(json(gateway.post(backfill + "dryRun=true", "")).path("files").asInt())
                .isEqualTo(12);

            var first = json(gateway.post(backfill + "limit=1", ""));
            assertThat(first.path("recorded").asInt()).isEqualTo(1);
            var alone = "/api/invocations/" + first.path("invocation").asText();
            await().atMost(LONG).until(() -> gateway.json(alone).has("endedAt"));
            assertThat(gateway.json(alone).path("state").asText()).isEqualTo("Succeeded");
            assertThat(done("past")).isEqualTo(13);
            var rest = json(gateway.post(backfill + "after=" + first.path("last").asText(), ""));

            assertThat(rest.path("recorded").asInt()).isEqualTo(11);
            await().atMost(LONG).until(() -> done("past") == 24);
            assertResults(s3, "past", 12);
            assertThat(at("past", "lambda")).isEqualTo(24);
            assertThat(atOnce("past")).isLessThanOrEqualTo(2);
          });
    }
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.MAPPER.readTree(answer.body());
  }

  /** The most attempts of a function that were under way at the same moment. */
  private static long atOnce(String function) throws Exception {
    return LEDGER.number(
        """
        SELECT coalesce(max(n), 0) FROM (
          SELECT count(*) AS n
          FROM attempt a JOIN invocation i ON i.id = a.invocation_id
          JOIN attempt b ON b.started_at <= a.started_at AND b.ended_at > a.started_at
          JOIN invocation j ON j.id = b.invocation_id
          WHERE i.name = '%1$s' AND j.name = '%1$s'
          GROUP BY a.invocation_id, a.number) AS together
        """
            .formatted(function));
  }

  /** As the operator would tell it. */
  private Path accounts() throws IOException {
    return Files.writeString(
        folder.resolve("accounts.json"),
        """
        [{"namespace": "test", "secret": "account", "functions": ["theirs"],
          "account": {"accessKeyId": "theirs", "secretAccessKey": "not-to-be-logged"}}]
        """);
  }

  @Test
  void whileAwsIsAwayHomeGoesOn() throws Exception {
    function("away", "tr a-z A-Z", BURST.formatted(4));
    var settings =
        Map.of(
            "scarlet.lambda.region", "eu-central-1",
            "scarlet.lambda.staging-bucket", "h1-none",
            "scarlet.lambda.endpoint", "http://127.0.0.1:1",
            "aws.accessKeyId", "not-to-be-logged",
            "aws.secretAccessKey", "not-to-be-logged");
    run(
        settings,
        (gateway, s3) -> {
          put(s3, "away", 20);

          await().atMost(LONG).until(() -> done("away") == 20);

          assertResults(s3, "away", 20);
          assertThat(at("away", "local")).isEqualTo(20);
          assertThat(gateway.log())
              .contains("lambda away function=test/away cause=AwsUnreachable")
              .doesNotContain("not-to-be-logged");
        });
  }

  /** The mark is there first, and the call follows within milliseconds. */
  private static void awaitBegun(LabLambda lambda) {
    await()
        .atMost(PATIENCE)
        .until(() -> lambda.staged().stream().anyMatch(key -> key.endsWith("/begun.json")));
    await()
        .during(Duration.ofSeconds(2))
        .atMost(PATIENCE)
        .until(() -> lambda.staged().stream().noneMatch(key -> key.endsWith("/result.json")));
  }

  private interface Story {
    void tell(GatewayProcess gateway, S3Client s3) throws Exception;
  }

  private void run(Map<String, String> lambda, Story story) throws Exception {
    try (var supervisor = FakeSupervisor.start();
        var store =
            TestMinio.startOrSkip(
                "default", folder.resolve("objects"), URI.create("http://127.0.0.1:1"));
        var s3 = store.s3()) {
      supervisor.behave((_, request) -> atHome(request, s3));
      var settings =
          new TreeMap<>(Gateways.local(folder, LEDGER.jdbcUrl(), supervisor.url(), store.access()));
      settings.put("scarlet.store.create-buckets", "true");
      settings.putAll(lambda);
      try (var gateway = GatewayProcess.start(folder, settings)) {
        await()
            .atMost(PATIENCE)
            .until(
                () -> LEDGER.number("SELECT count(*) FROM sweep WHERE swept_at IS NOT NULL") > 0);
        story.tell(gateway, s3);
      }
    }
  }

  /** What the function's script does. */
  private static Reply atHome(AttemptRequest request, S3Client s3) {
    try {
      Thread.sleep(AT_HOME);
      var created = (ObjectCreated) Events.parse(request.event()).getFirst();
      String bucket = created.bucket().replace("-in", "-out");
      String content =
          s3.getObjectAsBytes(r -> r.bucket(created.bucket()).key(created.key())).asUtf8String();
      s3.putObject(
          r -> r.bucket(bucket).key(created.key()),
          RequestBody.fromString(content.toUpperCase(Locale.ROOT)));
      return Reply.ok(
          Results.published(
              new OutputObject("default", bucket, created.key(), content.length(), "")));
    } catch (InvalidEventException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Path function(String name, String filter, String more) throws IOException {
    return Files.writeString(
        Files.createDirectories(folder.resolve("functions")).resolve(name + ".yaml"),
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: %1$s, namespace: test}
        spec:
          image: debian:bookworm-slim
          script: %2$s < "$INPUT_FILE_PATH" > "$TMP_OUTPUT_DIR/$(basename "$INPUT_FILE_PATH")"
          input: [{path: %1$s-in}]
          output: [{path: %1$s-out}]
          scale: {max: 2}
        %3$s
        """
            .formatted(name, filter, more.indent(2)));
  }

  private static void put(S3Client s3, String function, int number) {
    for (int i = 0; i < number; i++) {
      String content = "file " + i;
      String key = "%d.txt".formatted(i);
      s3.putObject(r -> r.bucket(function + "-in").key(key), RequestBody.fromString(content));
    }
  }

  private static void assertResults(S3Client s3, String function, int number) {
    var results = s3.listObjectsV2(r -> r.bucket(function + "-out")).contents();
    assertThat(results).hasSize(number);
    for (var result : results) {
      String name = result.key().substring(result.key().lastIndexOf('/') + 1);
      assertThat(
              s3.getObjectAsBytes(r -> r.bucket(function + "-out").key(result.key()))
                  .asUtf8String())
          .isEqualTo("FILE " + name.replace(".txt", ""));
    }
  }

  private static long done(String function) throws Exception {
    return LEDGER.number(
        "SELECT count(*) FROM invocation WHERE state = 'Succeeded' AND attempts = 1 AND name = '%s'"
            .formatted(function));
  }

  private static long at(String function, String target) throws Exception {
    return LEDGER.number(
        "SELECT count(*) FROM attempt a JOIN invocation i ON i.id = a.invocation_id WHERE i.name = '%s' AND a.target = '%s'"
            .formatted(function, target));
  }
}
