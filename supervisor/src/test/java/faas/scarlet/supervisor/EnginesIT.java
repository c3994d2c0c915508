package faas.scarlet.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.model.outcome.AttemptState;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.testing.Functions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every engine that works on this machine gives scripts the same view and the same end. */
class EnginesIT {
  @TempDir Path folder = Path.of("");
  private @Nullable LocalPlace opened;

  @BeforeEach
  void open() throws IOException {
    opened = new LocalPlace(folder);
  }

  @AfterEach
  void close() {
    place().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"crun", "runc", "bubblewrap", "unshare", "fakechroot", "proot"})
  void givesTheImageTheFolderAndTheContract(String engine) throws Exception {
    place().assumeWorks(engine);
    var function =
        Functions.script(
            place().image(),
            """
            #!/bin/sh -e
            cat /etc/image
            say a b
            [ -x /bin/say ]
            cat "$INPUT_FILE_PATH" > "$TMP_OUTPUT_DIR/copy"
            mkdir "$TMP_OUTPUT_DIR/sub"
            cat "$SCARLET_EVENT_FILE" > "$TMP_OUTPUT_DIR/sub/event"
            echo "$STORAGE_OBJECT_KEY $EVENT_TIME $MINE $SCARLET_TARGET" > out
            cat out > /dev/null
            cat /proc/self/stat > /dev/null
            cp out "$TMP_OUTPUT_DIR/facts"
            """,
            "execution: {engine: " + engine + "}",
            "environment: [{name: MINE, value: mine}]",
            "output: [{path: pictures-out}]");

    var result = place().run(function);

    assertThat(result.message()).isNull();
    assertThat(result.engine()).isEqualTo(engine);
    assertThat(result.logTail()).isEqualTo("made of this machine's own shell\nsays a b\n");
    assertThat(place().out().resolve("copy")).hasContent("hello");
    assertThat(place().out().resolve("sub/event")).hasContent(LocalPlace.EVENT);
    assertThat(place().out().resolve("facts"))
        .hasContent("in/a b.txt 2026-01-02T03:04:05Z mine local");
    assertThat(result.outputs()).hasSize(3);
    assertThat(place().work()).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"crun", "runc", "bubblewrap", "unshare", "fakechroot", "proot"})
  void hidesOurEnvironment(String engine) throws Exception {
    place().assumeWorks(engine);
    var function =
        Functions.script(
            place().image(), "env", "execution: {engine: " + engine + "}", "timeout: 20s");

    var result = place().run(function);

    assertThat(result.logTail()).contains("REQUEST_ID=").doesNotContain("JAVA_HOME", "MAVEN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"crun", "runc", "bubblewrap", "unshare", "fakechroot", "proot"})
  void stopsTheWholeTreeAtTheTimeLimit(String engine) throws Exception {
    place().assumeWorks(engine);
    String mark = "TEST_MARK_" + System.nanoTime();
    var function =
        Functions.script(
            place().image(),
            """
            trap 'echo told; exit 7' TERM
            setsid sh -c 'trap "" TERM; while :; do sleep 300; done' &
            echo started
            while :; do sleep 1; done
            """,
            "execution: {engine: " + engine + "}",
            "environment: [{name: " + mark + ", value: x}]",
            "timeout: 1s");
    var start = Instant.now();

    var result = place().run(function);

    assertThat(result.state()).isEqualTo(AttemptState.TIMED_OUT);
    assertThat(result.reason()).isEqualTo(Reason.TIMED_OUT);
    assertThat(result.logTail()).contains("started");
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    Awaitility.await().untilAsserted(() -> assertThat(LocalPlace.isRunning(mark)).isFalse());
    assertThat(place().work()).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"crun", "runc", "bubblewrap", "unshare", "fakechroot", "proot"})
  void aDaemonNeitherHoldsTheAttemptNorOutlivesIt(String engine) throws Exception {
    place().assumeWorks(engine);
    String mark = "TEST_MARK_" + System.nanoTime();
    var function =
        Functions.script(
            place().image(),
            "setsid sleep 300 &\nsetsid env -i /bin/sleep 302 &\nsleep 301 &\necho done\nexit 3",
            "execution: {engine: " + engine + "}",
            "environment: [{name: " + mark + ", value: x}]",
            "timeout: 60s");
    var start = Instant.now();

    var result = place().run(function);

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.reason()).isEqualTo(Reason.SCRIPT_FAILED);
    // fakechroot's env may have the time to say that it finds no program without its variables
    assertThat(result.logTail()).contains("done\n").doesNotContain("holds the output");
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    Awaitility.await().untilAsserted(() -> assertThat(LocalPlace.isRunning(mark)).isFalse());
  }

  private LocalPlace place() {
    return Objects.requireNonNull(opened);
  }
}
