package faas.scarlet.gateway.dispatch.target;

import static faas.scarlet.gateway.testing.GatewayProcess.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.gateway.testing.FakeSupervisor;
import faas.scarlet.gateway.testing.FakeSupervisor.Reply;
import faas.scarlet.gateway.testing.GatewayProcess;
import faas.scarlet.gateway.testing.Gateways;
import faas.scarlet.gateway.testing.Results;
import faas.scarlet.gateway.testing.TestLedger;
import faas.scarlet.gateway.testing.TestMinio;
import faas.scarlet.model.event.Events;
import faas.scarlet.model.event.InvalidEventException;
import faas.scarlet.model.event.ObjectCreated;
import faas.scarlet.model.outcome.AttemptRequest;
import faas.scarlet.model.outcome.OutputObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A gateway at home with a real store, whose functions turn small letters into capitals: at home in
 * a second, two at once.
 */
record LambdaScene(Path folder, TestLedger ledger) {
  private static final Duration AT_HOME = Duration.ofSeconds(1);

  /** What happens. */
  interface Story {
    void tell(GatewayProcess gateway, S3Client s3) throws Exception;
  }

  /** Tells a story; {@code lambda} are the settings of the gateway beside. */
  void run(Map<String, String> lambda, Story story) throws Exception {
    try (var supervisor = FakeSupervisor.start();
        var store =
            TestMinio.startOrSkip(
                "default", folder.resolve("objects"), URI.create("http://127.0.0.1:1"));
        var s3 = store.s3()) {
      supervisor.behave((_, request) -> atHome(request, s3));
      var settings =
          new TreeMap<>(Gateways.local(folder, ledger.jdbcUrl(), supervisor.url(), store.access()));
      settings.put("scarlet.store.create-buckets", "true");
      settings.putAll(lambda);
      try (var gateway = GatewayProcess.start(folder, settings)) {
        await()
            .atMost(PATIENCE)
            .until(
                () -> ledger.number("SELECT count(*) FROM sweep WHERE swept_at IS NOT NULL") > 0);
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

  /** The manifest of a function. */
  Path function(String name, String filter, String more) throws IOException {
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

  /** Puts so many files into its input. */
  static void put(S3Client s3, String function, int number) {
    for (int i = 0; i < number; i++) {
      String content = "file " + i;
      String key = "%d.txt".formatted(i);
      s3.putObject(r -> r.bucket(function + "-in").key(key), RequestBody.fromString(content));
    }
  }

  /** All files were turned, and there is nothing else. */
  static void assertResults(S3Client s3, String function, int number) {
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

  /** How many files it has done, at the first attempt. */
  long done(String function) throws Exception {
    return ledger.number(
        "SELECT count(*) FROM invocation WHERE state = 'Succeeded' AND attempts = 1 AND name = '%s'"
            .formatted(function));
  }

  /** How many attempts there were at this target. */
  long at(String function, String target) throws Exception {
    return ledger.number(
        "SELECT count(*) FROM attempt a JOIN invocation i ON i.id = a.invocation_id WHERE i.name = '%s' AND a.target = '%s'"
            .formatted(function, target));
  }
}
