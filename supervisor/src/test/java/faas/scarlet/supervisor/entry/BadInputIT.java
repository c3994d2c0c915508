package faas.scarlet.supervisor.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.embedded.EmbeddedStore;
import faas.scarlet.model.Json;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.supervisor.LocalPlace;
import faas.scarlet.supervisor.testing.AnyEngine;
import faas.scarlet.supervisor.testing.HostImage;
import faas.scarlet.supervisor.testing.OwnProcess;
import faas.scarlet.supervisor.testing.RegistryServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users and their scripts can do wrong, through the one-shot entry: the error names the thing
 * and the remedy, nothing is published, nothing is left.
 */
@ExtendWith(AnyEngine.class)
class BadInputIT {
  private static final String EVENT =
      "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"pictures\"},\"object\":{\"key\":\"%s\"}}}]%s}";
  private static final String GOOD = EVENT.formatted("in/a.txt", "");

  @TempDir static Path shared = Path.of("");
  private static RegistryServer registry;
  private static String image;

  @TempDir Path folder = Path.of("");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private EmbeddedStore store;
  private StoreAccess access;

  @BeforeAll
  static void pushImage() throws IOException {
    registry = new RegistryServer();
    image = HostImage.push(registry);
  }

  @AfterAll
  static void closeRegistry() {
    registry.close();
  }

  @BeforeEach
  void startStore() throws IOException {
    Files.createDirectories(folder.resolve("s3/results"));
    Files.createDirectories(folder.resolve("s3/pictures/in"));
    Files.writeString(folder.resolve("s3/pictures/in/a.txt"), "hello");
    store = EmbeddedStore.start(folder.resolve("s3"), 0, "key", "secret", o -> {});
    access = store.access();
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    store.close();
    try (var left = Files.walk(folder.resolve("work")).skip(1)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aMalformedEventIsRefusedByItsField() {
    assertThatThrownBy(() -> run("true", "{\"Records\":[{\"s3\":{\"bucket\":{\"name\":1}}}]}"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "standard input: event field Records[0].s3.bucket.name: expected a text, found 1");
  }

  @Test
  void anUnknownFieldIsRefusedWithTheNearestKnownOne() {
    assertThatThrownBy(() -> run("true\n  memmory: 1Gi", GOOD))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("spec.memmory: unknown field; did you mean memory?");
  }

  @Test
  void anEventOfTenMegabytesReachesTheScriptAsAFile() throws Exception {
    String large = EVENT.formatted("in/a.txt", ",\"pad\":\"" + "x".repeat(10 << 20) + "\"");

    int exit = run("echo \"[$EVENT]\"; wc -c < $SCARLET_EVENT_FILE", large);

    assertThat(exit).as(told()).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).replace(" ", ""))
        .isEqualTo("[]\n" + large.length() + "\n");
  }

  @Test
  void aScriptThatRunsTooLongPublishesNothing() throws Exception {
    int exit = run("touch $TMP_OUTPUT_DIR/half; sleep 300\n  timeout: 1s", GOOD);

    assertThat(exit).isOne();
    assertThat(told()).contains("reason=TIMED_OUT").contains("raise the timeout");
    assertThat(published()).isEmpty();
  }

  @Test
  void aScriptThatIsKilledPublishesNothing() throws Exception {
    int exit = run("touch $TMP_OUTPUT_DIR/half; sh -c 'kill -9 $$'; exit $?", GOOD);

    assertThat(exit).isOne();
    assertThat(told())
        .contains("reason=SCRIPT_FAILED exitCode=137")
        .contains("give it more memory");
    assertThat(published()).isEmpty();
  }

  @Test
  void aGigabyteOfOutputPassesThrough() throws Exception {
    var printed = new CountingStream();

    int exit = run("head -c 1000000000 /dev/zero", GOOD, printed);

    assertThat(exit).as(told()).isZero();
    assertThat(printed.count).isGreaterThanOrEqualTo(1_000_000_000);
  }

  @Test
  void manyFilesAreAllPublished() throws Exception {
    int exit =
        run("i=0; while [ $i -lt 10000 ]; do echo $i > $TMP_OUTPUT_DIR/$i; i=$((i+1)); done", GOOD);

    assertThat(exit).as(told()).isZero();
    assertThat(published())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 10_000).mapToObj(Integer::toString).toList());
  }

  @Test
  void namesMayHaveSpacesNewlinesAndAnyLetters() throws Exception {
    int exit =
        run(
            "cd $TMP_OUTPUT_DIR; echo 1 > 'a b'; echo 2 > 'ü☃+%41.txt'; mkdir 'd e'; echo 3 > \"d e/$(printf 'new\\nline')\"",
            GOOD);

    assertThat(exit).as(told()).isZero();
    assertThat(published()).containsExactlyInAnyOrder("a b", "ü☃+%41.txt", "d e/new\nline");
  }

  @Test
  void aMissingObjectIsNamed() throws Exception {
    int exit = run("touch $TMP_OUTPUT_DIR/x", EVENT.formatted("in/none.txt", ""));

    assertThat(exit).isOne();
    assertThat(told()).contains("reason=INPUT_MISSING").contains("pictures/in/none.txt");
    assertThat(published()).isEmpty();
  }

  @Test
  void aKeyWithDotsLeadsNowhere() throws Exception {
    int exit = run("touch $TMP_OUTPUT_DIR/x", EVENT.formatted("in/..%2F..%2F..%2Fsecret/..", ""));

    assertThat(exit).isOne();
    assertThat(told()).contains("state=FAILED");
    assertThat(published()).isEmpty();
  }

  @Test
  void wrongCredentialsAreToldWithTheRemedyAndWithoutTheSecret() throws Exception {
    access =
        new StoreAccess("default", access.endpoint(), "us-east-1", true, "key", "wrong-secret");

    int exit = run("touch $TMP_OUTPUT_DIR/x", GOOD);

    assertThat(exit).isOne();
    assertThat(told())
        .contains("reason=ACCESS_DENIED")
        .contains("check the credentials")
        .doesNotContain("wrong-secret");
    assertThat(published()).isEmpty();
  }

  @Test
  void aStoreThatNobodySetUpIsNamed() throws Exception {
    access = new StoreAccess("other", access.endpoint(), "us-east-1", true, "key", "secret");

    int exit = run("true", GOOD);

    assertThat(exit).isOne();
    assertThat(told())
        .contains("object store 'default' is not known here")
        .contains("SCARLET_STORES_FILE");
  }

  @Test
  void aMissingBucketForResultsIsToldWithTheRemedy() throws Exception {
    Files.delete(folder.resolve("s3/results"));

    int exit = run("touch $TMP_OUTPUT_DIR/x", GOOD);

    assertThat(exit).isOne();
    assertThat(told()).contains("reason=OUTPUT_FAILED").contains("make the bucket");
  }

  @Test
  void theNextStartCleansUpAfterASupervisorThatWasKilled() throws Exception {
    String mark = "32" + ProcessHandle.current().pid();
    var killed = start("touch $TMP_OUTPUT_DIR/half; sleep " + mark, GOOD);
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> LocalPlace.isRunning("sleep\0" + mark));

    killed.destroyForcibly().waitFor();
    assertThat(folder.resolve("work")).isNotEmptyDirectory();
    int exit = run("true", GOOD);

    assertThat(exit).as(told()).isZero();
    Awaitility.await()
        .atMost(10, TimeUnit.SECONDS)
        .until(() -> !LocalPlace.isRunning("sleep\0" + mark));
    assertThat(published()).isEmpty();
  }

  private List<String> published() throws IOException {
    var bucket = folder.resolve("s3/results");
    try (var files = Files.walk(bucket)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> bucket.relativize(file).toString())
          .collect(Collectors.toList());
    }
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private int run(String script, String event) throws Exception {
    return run(script, event, out);
  }

  private int run(String script, String event, OutputStream printed) throws Exception {
    return OneShot.run(
        new Environment(environment()),
        List.of(manifest(script)),
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(printed, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private Process start(String script, String event) throws Exception {
    var builder = new ProcessBuilder(OwnProcess.supervisor("supervise", manifest(script)));
    builder.environment().putAll(environment());
    builder.redirectInput(Files.writeString(folder.resolve("event"), event).toFile());
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    return builder.start();
  }

  private Map<String, String> environment() throws IOException {
    var stores = Files.writeString(folder.resolve("stores"), Json.write(List.of(access)));
    var environment = new TreeMap<String, String>();
    environment.put("SCARLET_STORES_FILE", stores.toString());
    environment.put("SCARLET_CACHE", shared.resolve("cache").toString());
    environment.put("SCARLET_WORK", Files.createDirectories(folder.resolve("work")).toString());
    environment.put("SCARLET_REGISTRY_MIRROR", registry.mirror());
    return environment;
  }

  private String manifest(String script) throws IOException {
    String manifest =
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: test}
        spec:
          image: %s
          input: [{path: pictures/in}]
          output: [{path: results}]
          script: |
            %s
        """
            .formatted(image, script);
    return Files.writeString(folder.resolve("f.yaml"), manifest).toString();
  }

  /** Counts what is written. */
  private static final class CountingStream extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      count += length;
    }
  }
}
