package faas.scarlet.gateway.dispatch.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.gateway.testing.FakeSupervisor;
import faas.scarlet.gateway.testing.GatewayProcess;
import faas.scarlet.gateway.testing.Gateways;
import faas.scarlet.gateway.testing.LabLambda;
import faas.scarlet.gateway.testing.TestLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** S3 starts functions on Lambda itself, while a gateway knows the same store and function. */
@Tag("lab")
class DirectEventsIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration SEVERAL_SWEEPS = Duration.ofSeconds(5);

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir Path folder;

  @BeforeEach
  void emptyTheLedger() throws Exception {
    LEDGER.transactions();
  }

  @Test
  void inputsThatOverlapTakeEachFileOnceAndNoOther() throws Exception {
    try (var lambda = LabLambda.openOrSkip();
        var s3 = lambda.s3();
        var supervisor = FakeSupervisor.start()) {
      String bucket = "la-direct-" + ProcessHandle.current().pid();
      lambda.makeBucket(bucket);
      lambda.deployOnS3(manifest(bucket));
      var settings =
          new TreeMap<>(Gateways.local(folder, LEDGER.jdbcUrl(), supervisor.url(), lambda.store()));
      settings.putAll(lambda.settings());
      try (var _ = GatewayProcess.start(folder, settings)) {
        for (String key :
            List.of(
                // the first input, both, the second
                "in/a.png",
                "in/deep/b.png",
                "in/deep/b.txt",
                // no suffix, no prefix, too small, a folder, elsewhere
                "in/a.txt",
                "in/deep/c.txt",
                "in/deep/b-small.txt",
                "in/deep/",
                "other/a.png")) {
          put(s3, bucket, key, key.contains("small") ? "x" : "a file");
        }

        await().atMost(LONG).until(() -> results(s3, bucket).size() >= 3);
        await()
            .during(SEVERAL_SWEEPS)
            .atMost(LONG)
            .untilAsserted(
                () -> assertThat(results(s3, bucket)).containsExactly("a.png", "b.png", "b.txt"));
        assertThat(LEDGER.number("SELECT count(*) FROM invocation")).isZero();
      }
    }
  }

  /** Each run leaves a file of its own, so that a second one could be seen. */
  private Path manifest(String bucket) throws Exception {
    return Files.writeString(
        Files.createDirectories(folder.resolve("functions")).resolve("direct.yaml"),
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: direct, namespace: test}
        spec:
          image: debian:bookworm-slim
          script: cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR/$(basename "$INPUT_FILE_PATH").$REQUEST_ID"
          input:
          - {path: %1$s/in, suffix: [.png]}
          - {path: %1$s/in/deep, prefix: [b], minSize: '2'}
          output: [{path: %1$s/out}]
          placement: {target: lambda, data: MayLeaveCluster}
        """
            .formatted(bucket));
  }

  private static void put(S3Client s3, String bucket, String key, String content) {
    s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(content));
  }

  /** Names of the files that runs were for, in their order. */
  private static List<String> results(S3Client s3, String bucket) {
    return s3.listObjectsV2(r -> r.bucket(bucket).prefix("out/")).contents().stream()
        .map(S3Object::key)
        .map(key -> key.substring("out/".length(), key.lastIndexOf('.')))
        .sorted()
        .toList();
  }
}
