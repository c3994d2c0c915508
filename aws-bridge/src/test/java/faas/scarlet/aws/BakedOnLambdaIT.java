package faas.scarlet.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.aws.invoke.Answer;
import faas.scarlet.aws.invoke.Call;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.DelegatedAttempt;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** Images that no engine could run on Lambda run there baked: a file comes in, its result out. */
@Tag("lab")
class BakedOnLambdaIT {
  private static final String BUCKET = "bk-lambda-" + ProcessHandle.current().pid();
  private static final String SUPERVISOR = System.getenv("SCARLET_LAMBDA_IMAGE");
  private static final String TAG = System.getenv("SCARLET_E2E_TAG");

  private LabAws aws;
  private AwsLambdaBridge bridge;

  @BeforeEach
  void open() {
    assumeTrue(
        SUPERVISOR != null && TAG != null,
        "SKIPPED: name the supervisor's image as SCARLET_LAMBDA_IMAGE, and the tag of scarlet-e2e/musl as SCARLET_E2E_TAG");
    aws = LabAws.open();
    bridge = new AwsLambdaBridge(withSupervisor(aws.settings));
    aws.makeBucket(BUCKET);
  }

  @AfterEach
  void close() {
    if (aws != null) {
      aws.deleteBucket(BUCKET);
      bridge.close();
      aws.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          static | docker.io/library/busybox:1.36 | echo static
          musl   | scarlet-e2e/musl:TAG           | where
          """)
  void aFileComesInAndItsResultOut(String name, String image, String program) throws IOException {
    var function =
        Functions.onLambda(
            "bk-" + name,
            aws.account,
            """
            'image': '%s', 'execution': {'mode': 'Bake'}, 'memory': '512Mi',
            'script': '(%s; cat $INPUT_FILE_PATH) > $TMP_OUTPUT_DIR/result.txt',
            'input': [{'path': '%s/in'}], 'output': [{'path': '%s/out'}]"""
                .formatted(image.replace("TAG", TAG), program, BUCKET, BUCKET));
    aws.clients()
        .s3()
        .putObject(r -> r.bucket(BUCKET).key("in/a.txt"), RequestBody.fromString("hello"));
    try {
      long start = System.nanoTime();
      var deployed = bridge.deploy(function);
      System.out.printf(
          "figure: %s baked and deployed after %d ms%n",
          name, Duration.ofNanos(System.nanoTime() - start).toMillis());
      assertThat(deployed.image()).contains("/p4/baked@sha256:");
      assertThat(bridge.deploy(function)).as("a second time").isEqualTo(deployed);

      var result = invoke(function);

      assertThat(result.path("state").asText()).as(result.toString()).isEqualTo("Succeeded");
      assertThat(result.path("engine").asText()).isEqualTo("native");
      assertThat(
              aws.clients()
                  .s3()
                  .getObjectAsBytes(r -> r.bucket(BUCKET).key("out/result.txt"))
                  .asUtf8String())
          .isEqualTo(name.equals("musl") ? "ID=musl\nhello" : "static\nhello");
    } finally {
      bridge.remove(function.address());
    }
  }

  private static BridgeSettings withSupervisor(BridgeSettings settings) {
    return new BridgeSettings(
        settings.installation(),
        settings.prefix(),
        SUPERVISOR,
        settings.stagingBucket(),
        settings.architecture(),
        settings.logRetentionDays(),
        settings.failureDestination(),
        settings.registryMirror(),
        settings.lambdaMirror(),
        settings.endpoint());
  }

  private JsonNode invoke(FunctionOnLambda function) throws IOException {
    String event =
        """
        {"Records": [{"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "awsRegion": "%s",
          "eventTime": "2026-01-02T03:04:05Z", "s3": {"bucket": {"name": "%s"},
          "object": {"key": "in/a.txt", "size": 5, "eTag": "x"}}}]}"""
            .formatted(LabAws.REGION, BUCKET);
    String payload =
        new DelegatedAttempt("one", 1, event, Instant.now().plusSeconds(60), null).payload();
    var answer = bridge.invoke(function, new Call(payload, true));
    assertThat(answer).isInstanceOf(Answer.Done.class);
    return answer instanceof Answer.Done(var json)
        ? Json.MAPPER.readTree(json)
        : Json.MAPPER.nullNode();
  }
}
