package faas.scarlet.gateway.dispatch.target;

import static faas.scarlet.gateway.testing.GatewayProcess.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.gateway.testing.BreakableLink;
import faas.scarlet.gateway.testing.GatewayProcess;
import faas.scarlet.gateway.testing.LabLambda;
import faas.scarlet.gateway.testing.TestLedger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A burst of many files at once, with room for two of them at home. {@code -Dscarlet.burst.files}
 * says how many; {@code make burst} has 500.
 */
@Tag("lab")
class BurstIT {
  private static final int FILES = Integer.getInteger("scarlet.burst.files", 60);
  private static final int THRESHOLD = 5;

  /** At home and waiting: with one file more than that the policy must let work overflow. */
  private static final int TAKEN_AT_HOME = 2 + THRESHOLD;

  private static final String BURST =
      "placement: {target: burst, data: MayLeaveCluster, burst: {queueLength: %d, maxConcurrency: 8}}"
          .formatted(THRESHOLD);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration DECIDED = Duration.ofSeconds(1);

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir Path folder;

  @BeforeEach
  void emptyTheLedger() throws Exception {
    LEDGER.transactions();
  }

  @Test
  void overflowsAtOnceAndComesHomeWhenTheQueueIsEmpty() throws Exception {
    var scene = new LambdaScene(folder, LEDGER);
    try (var lambda = LabLambda.openOrSkip()) {
      lambda.deploy(scene.function("burst", "tr a-z A-Z", BURST));
      scene.function("stays", "tr a-z A-Z", "");
      scene.run(
          lambda.settings(),
          (gateway, s3) -> {
            LambdaScene.put(s3, "stays", 20);
            LambdaScene.put(s3, "burst", FILES);
            await()
                .atMost(LONG)
                .until(() -> scene.done("burst") == FILES && scene.done("stays") == 20);

            LambdaScene.assertResults(s3, "burst", FILES);
            LambdaScene.assertResults(s3, "stays", 20);
            System.out.printf(
                "figure: %d files, %d of them on Lambda, overflow decided %d ms after the"
                    + " threshold%n",
                FILES, scene.at("burst", "lambda"), decidedAfter());
            assertThat(decidedAfter()).isLessThanOrEqualTo(DECIDED.toMillis());
            assertThat(scene.at("burst", "lambda")).isPositive();
            assertThat(scene.at("stays", "lambda")).isZero();
            assertThat(
                    LEDGER.number(
                        "SELECT count(*) FROM attempt WHERE target = 'lambda' AND placed_because IS"
                            + " NULL"))
                .isZero();
            await().atMost(PATIENCE).until(() -> lambda.staged().isEmpty());

            // fewer than the threshold: nothing overflows any more
            long before = scene.at("burst", "lambda");
            LambdaScene.put(s3, "burst", THRESHOLD - 1);
            await().atMost(LONG).until(() -> scene.done("burst") == FILES + THRESHOLD - 1);
            assertThat(scene.at("burst", "lambda")).isEqualTo(before);
          });
    }
  }

  /** Of the way to AWS: the lab's stand-in is everybody's, and forgets all that is in it. */
  @Test
  void nothingIsLostOrDoneTwiceWhileGatewayAndAwsBreakDown() throws Exception {
    var scene = new LambdaScene(folder, LEDGER);
    try (var lambda = LabLambda.openOrSkip();
        var link = BreakableLink.to(URI.create(lambda.settings().get("scarlet.lambda.endpoint")))) {
      lambda.deploy(scene.function("broken", "tr a-z A-Z", BURST));
      var settings = new TreeMap<>(lambda.settings());
      settings.put("scarlet.lambda.endpoint", link.url().toString());
      scene.run(
          settings,
          (gateway, s3) -> {
            LambdaScene.put(s3, "broken", FILES);
            awaitSome(scene, gateway, 1);
            gateway.kill();
            gateway.restart();
            awaitSome(scene, gateway, FILES / 4);
            link.breakFor(Duration.ofSeconds(3));
            awaitSome(scene, gateway, FILES / 2);
            link.breakOff();
            gateway.kill();
            gateway.restart();
            link.mend();

            await().atMost(LONG).until(() -> ended() == FILES);

            LambdaScene.assertResults(s3, "broken", FILES);
            assertThat(LEDGER.number("SELECT count(*) FROM invocation WHERE state <> 'Succeeded'"))
                .isZero();
            assertThat(
                    LEDGER.number(
                        "SELECT count(*) FROM (SELECT 1 FROM attempt WHERE state = 'Succeeded'"
                            + " GROUP BY invocation_id HAVING count(*) > 1) AS twice"))
                .isZero();
            // what was staged when the gateway was killed goes with the sweep of the next one
            gateway.kill();
            gateway.restart("scarlet.lambda.left-behind", "1s");
            await().atMost(PATIENCE).until(() -> lambda.staged().isEmpty());
          });
    }
  }

  private static void awaitSome(LambdaScene scene, GatewayProcess gateway, int files) {
    await()
        .atMost(LONG)
        .until(() -> ended() >= files && (files > 1 || scene.at("broken", "lambda") > 0));
    assertThat(gateway.url()).isNotNull();
  }

  private static long ended() throws Exception {
    return LEDGER.number("SELECT count(*) FROM invocation WHERE ended_at IS NOT NULL");
  }

  /** From the file that was one too many until the first attempt on Lambda, in milliseconds. */
  private static long decidedAfter() throws Exception {
    return LEDGER.number(
        """
        SELECT (extract(epoch FROM
          (SELECT min(a.started_at) FROM attempt a WHERE a.target = 'lambda')
          - (SELECT created_at FROM invocation WHERE name = 'burst'
             ORDER BY created_at OFFSET %d LIMIT 1)) * 1000)::bigint
        """
            .formatted(TAKEN_AT_HOME));
  }
}
