package faas.scarlet.gateway.dispatch.target;

import static faas.scarlet.gateway.testing.GatewayProcess.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.gateway.testing.LabLambda;
import faas.scarlet.gateway.testing.TestLedger;
import faas.scarlet.model.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A gateway at home, a real store, and supervisors on what stands in for Lambda. */
@Tag("lab")
class LambdaTargetIT {
  private static final String BURST =
      "placement: {target: burst, data: MayLeaveCluster, burst: {queueLength: 5, maxConcurrency:"
          + " %d}}";
  private static final Duration LONG = Duration.ofMinutes(3);

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir Path folder;

  @BeforeEach
  void emptyTheLedger() throws Exception {
    LEDGER.transactions();
  }

  private LambdaScene scene() {
    return new LambdaScene(folder, LEDGER);
  }

  @Test
  void whatHomeHasNoRoomForGoesToLambdaAndComesBack() throws Exception {
    try (var lambda = LabLambda.openOrSkip()) {
      var burst = scene().function("burst", "tr a-z A-Z", BURST.formatted(4));
      scene().function("stays", "tr a-z A-Z", "");
      lambda.deploy(burst);
      scene()
          .run(
              lambda.settings(),
              (gateway, s3) -> {
                LambdaScene.put(s3, "burst", 60);
                LambdaScene.put(s3, "stays", 10);

                await()
                    .atMost(LONG)
                    .until(() -> scene().done("burst") == 60 && scene().done("stays") == 10);

                LambdaScene.assertResults(s3, "burst", 60);
                LambdaScene.assertResults(s3, "stays", 10);
                assertThat(scene().at("burst", "lambda")).isPositive();
                assertThat(scene().at("burst", "lambda") + scene().at("burst", "local"))
                    .isEqualTo(60);
                assertThat(scene().at("stays", "local")).isEqualTo(10);
                assertThat(
                        LEDGER.number(
                            "SELECT count(*) FROM attempt WHERE (target = 'lambda') <>"
                                + " (placed_because IS NOT NULL)"))
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
          scene()
              .function(
                  "slow",
                  "sleep 8; tr a-z A-Z",
                  "placement: {target: lambda, data: MayLeaveCluster}"));
      scene()
          .run(
              lambda.settings(),
              (gateway, s3) -> {
                LambdaScene.put(s3, "slow", 1);
                awaitBegun(lambda);

                gateway.kill();
                gateway.restart();

                await().atMost(LONG).until(() -> scene().done("slow") == 1);
                LambdaScene.assertResults(s3, "slow", 1);
                assertThat(scene().at("slow", "lambda")).isEqualTo(1);
                await().atMost(PATIENCE).until(() -> lambda.staged().isEmpty());
              });
    }
  }

  @Test
  void functionsAreCalledInTheirOwnAccountsAndRegions() throws Exception {
    try (var lambda = LabLambda.openOrSkip()) {
      String target = "placement: {target: lambda, data: MayLeaveCluster}";
      var ours = scene().function("ours", "tr a-z A-Z", target);
      var theirs =
          scene()
              .function(
                  "theirs",
                  "tr a-z A-Z",
                  target
                      + "\nlambda: {accountSecret: account, region: us-east-1, stagingBucket: %s}"
                          .formatted(lambda.ownBucket()));
      scene().function("untold", "tr a-z A-Z", target + "\nlambda: {accountSecret: nobodys}");
      lambda.deploy(ours);
      lambda.deploy(theirs);
      var settings = new TreeMap<>(lambda.settings());
      settings.put("scarlet.lambda.accounts-file", accounts().toString());
      scene()
          .run(
              settings,
              (gateway, s3) -> {
                LambdaScene.put(s3, "untold", 1);
                LambdaScene.put(s3, "ours", 2);
                LambdaScene.put(s3, "theirs", 2);

                await()
                    .atMost(LONG)
                    .until(() -> scene().done("ours") == 2 && scene().done("theirs") == 2);

                LambdaScene.assertResults(s3, "theirs", 2);
                assertThat(scene().at("theirs", "lambda")).isEqualTo(2);
                await()
                    .atMost(PATIENCE)
                    .until(
                        () ->
                            lambda.staged().isEmpty()
                                && lambda.staged(lambda.ownBucket()).isEmpty());
                assertThat(scene().done("untold")).isZero();
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
          scene()
              .function(
                  "past", "tr a-z A-Z", "placement: {target: lambda, data: MayLeaveCluster}"));
      scene()
          .run(
              lambda.settings(),
              (gateway, s3) -> {
                LambdaScene.put(s3, "past", 12);
                await().atMost(LONG).until(() -> scene().done("past") == 12);
                String backfill = "/api/functions/test/past/backfill?";
                assertThat(json(gateway.post(backfill + "dryRun=true", "")).path("files").asInt())
                    .isEqualTo(12);

                var first = json(gateway.post(backfill + "limit=1", ""));
                assertThat(first.path("recorded").asInt()).isEqualTo(1);
                var alone = "/api/invocations/" + first.path("invocation").asText();
                await().atMost(LONG).until(() -> gateway.json(alone).has("endedAt"));
                assertThat(gateway.json(alone).path("state").asText()).isEqualTo("Succeeded");
                assertThat(scene().done("past")).isEqualTo(13);
                var rest =
                    json(gateway.post(backfill + "after=" + first.path("last").asText(), ""));

                assertThat(rest.path("recorded").asInt()).isEqualTo(11);
                await().atMost(LONG).until(() -> scene().done("past") == 24);
                LambdaScene.assertResults(s3, "past", 12);
                assertThat(scene().at("past", "lambda")).isEqualTo(24);
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
          "account": {"values": {"accessKeyId": "theirs", "secretAccessKey": "not-to-be-logged"}}}]
        """);
  }

  @Test
  void whileAwsIsAwayHomeGoesOn() throws Exception {
    scene().function("away", "tr a-z A-Z", BURST.formatted(4));
    var settings =
        Map.of(
            "scarlet.lambda.region", "eu-central-1",
            "scarlet.lambda.staging-bucket", "h1-none",
            "scarlet.lambda.endpoint", "http://127.0.0.1:1",
            "aws.accessKeyId", "not-to-be-logged",
            "aws.secretAccessKey", "not-to-be-logged");
    scene()
        .run(
            settings,
            (gateway, s3) -> {
              LambdaScene.put(s3, "away", 20);

              await().atMost(LONG).until(() -> scene().done("away") == 20);

              LambdaScene.assertResults(s3, "away", 20);
              assertThat(scene().at("away", "local")).isEqualTo(20);
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
}
