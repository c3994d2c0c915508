package faas.scarlet.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.outcome.AttemptState;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.attempt.AlreadyRunningException;
import faas.scarlet.supervisor.attempt.Attempt;
import faas.scarlet.supervisor.attempt.AttemptFolder;
import faas.scarlet.supervisor.run.Leftovers;
import faas.scarlet.supervisor.run.LogTail;
import faas.scarlet.supervisor.testing.AnyEngine;
import faas.scarlet.supervisor.testing.Functions;
import faas.scarlet.supervisor.testing.HostImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(AnyEngine.class)
class SupervisorIT {
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

  @Test
  void nothingIsPublishedWhenTheScriptFails() throws Exception {
    var function =
        Functions.script(
            place().image(),
            "echo x > $TMP_OUTPUT_DIR/x\necho to error >&2\nexit 3",
            "output: [{path: pictures-out}]");

    var result = place().run(function);

    assertThat(result.state()).isEqualTo(AttemptState.FAILED);
    assertThat(result.reason()).isEqualTo(Reason.SCRIPT_FAILED);
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.message()).contains("exit code 3");
    assertThat(result.logTail()).isEqualTo("to error\n");
    assertThat(result.outputs()).isEmpty();
    assertThat(place().out()).doesNotExist();
  }

  @Test
  void aFunctionThatAsksForItGetsItsStore() throws Exception {
    String script = "echo $AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY@$AWS_ENDPOINT_URL $AWS_REGION";

    var asking =
        place()
            .run(
                Functions.script(
                    place().image(),
                    script,
                    "exposeCredentials: true",
                    "environment: [{name: AWS_REGION, value: elsewhere}]",
                    "output: [{path: out, objectStore: archive}]"));
    var other = place().run(Functions.script(place().image(), script, "output: [{path: out}]"));

    assertThat(asking.logTail()).isEqualTo("key:word@http://archive:9000 elsewhere\n");
    assertThat(other.logTail()).isEqualTo(":@\n");
  }

  @Test
  void aSignalIsSeenInTheExitCode() throws Exception {
    var result = place().run(Functions.script(place().image(), "sh -c 'kill -9 $$'\nexit $?"));

    assertThat(result.exitCode()).isEqualTo(137);
    assertThat(result.message()).contains("signal 9");
  }

  @Test
  void onlyFilesThatAnOutputAcceptsArePublished() throws Exception {
    var function =
        Functions.script(
            place().image(),
            "cd $TMP_OUTPUT_DIR\necho 1 > a.txt\necho 2 > b.log\nmkfifo pipe\nln -s /etc/passwd link",
            "output: [{path: texts/t, suffix: [.txt]}, {path: all}]");

    var result = place().run(function);

    assertThat(result.outputs())
        .extracting(output -> output.bucket() + "/" + output.key())
        .containsExactlyInAnyOrder("texts/t/a.txt", "all/a.txt", "all/b.log");
    assertThat(result.logTail()).contains("scarlet: output pipe is not published: ");
    assertThat(result.logTail()).contains("scarlet: output link is not published: ");
  }

  @Test
  void carriageReturnsInAScriptDoNoHarm() throws Exception {
    var spec = Functions.script(place().image(), "#!/bin/sh\necho one\necho two");
    String script = Objects.requireNonNull(spec.spec().script()).replace("\n", "\r\n");
    var json = Json.MAPPER.valueToTree(spec);
    ((ObjectNode) json.get("spec")).put("script", script);
    var function = Json.MAPPER.convertValue(json, Function.class);

    assertThat(place().run(function).logTail()).isEqualTo("one\ntwo\n");
  }

  @Test
  void aMissingInterpreterIsNamed() throws Exception {
    var result = place().run(Functions.script(place().image(), "#!/usr/bin/python9\nprint(1)"));

    assertThat(result.reason()).isEqualTo(Reason.SCRIPT_FAILED);
    assertThat(result.message()).contains("has no program /usr/bin/python9");
  }

  @Test
  void withoutAScriptTheImageDecides() throws Exception {
    byte[] layer = HostImage.layer();
    String image =
        place()
            .registry()
            .push(
                "test/entry",
                "1",
                List.of(layer),
                Map.of(
                    "Entrypoint", List.of("sh", "-c"),
                    "Cmd", List.of("echo default $FROM_IMAGE; pwd"),
                    "Env", List.of("FROM_IMAGE=yes"),
                    "WorkingDir", "/etc"));

    assertThat(place().run(Functions.of(image)).logTail()).isEqualTo("default yes\n/etc\n");
    assertThat(place().run(Functions.of(image, "args: [echo other]")).logTail())
        .isEqualTo("other\n");
    assertThat(place().run(Functions.of(image, "command: [/bin/cat, /etc/image]")).logTail())
        .startsWith("made of");
  }

  @Test
  void aFloodOfOutputIsPassedOnAndOnlyItsEndKept() throws Exception {
    var function =
        Functions.script(
            place().image(), "head -c 5000000 /dev/zero | tr '\\0' '\\n'\nprintf '\\377end'");

    var result = place().run(function);

    assertThat(result.succeeded()).isTrue();
    assertThat(result.logTail()).hasSize(LogTail.SIZE).endsWith("\n\ufffdend");
    assertThat(place().lines()).isEqualTo(5_000_001);
  }

  @Test
  void oneIdRunsOnceAtATime() throws Exception {
    var function = Functions.script(place().image(), "sleep 2");
    place().supervisor().pull(place().image());
    var first = Thread.ofVirtual().start(() -> handleQuietly(LocalPlace.attempt("same", function)));
    Awaitility.await().until(() -> Files.exists(place().work().resolve("same/script")));

    assertThatThrownBy(() -> place().supervisor().handle(LocalPlace.attempt("same", function)))
        .isInstanceOf(AlreadyRunningException.class);
    assertThat(Leftovers.remove(place().work())).isZero();
    first.join();
  }

  private void handleQuietly(Attempt attempt) {
    try {
      place().supervisor().handle(attempt);
    } catch (AlreadyRunningException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatAKilledSupervisorHasLeftIsRemoved() throws Exception {
    var attempt = Files.createDirectories(place().work().resolve("dead/input")).getParent();
    var scratch = Files.createDirectory(place().work().resolve("dead" + AttemptFolder.SCRATCH));
    Files.createFile(scratch.resolve(AttemptFolder.LOCK));
    var stranger = Files.createDirectory(place().work().resolve("stranger"));
    var builder = new ProcessBuilder("sleep", "300");
    builder.environment().put("REQUEST_ID", "dead");
    builder.environment().put("SCARLET_EVENT_FILE", attempt + "/event.json");
    var left = builder.start();

    int removed = Leftovers.remove(place().work());

    assertThat(removed).isEqualTo(1);
    assertThat(attempt).doesNotExist();
    assertThat(stranger).exists();
    Awaitility.await().until(() -> !left.isAlive());
  }

  private LocalPlace place() {
    return Objects.requireNonNull(opened);
  }
}
