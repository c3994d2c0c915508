package faas.scarlet.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.testing.Functions;
import faas.scarlet.supervisor.testing.HostImage;
import faas.scarlet.supervisor.testing.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script sees, and what it does not, is the same by every engine. */
class EngineViewIT {
  private static final Path STATIC_PROGRAM = Path.of("/bin/busybox");

  /** Variables that a shell makes, and those that an engine cannot hide. */
  private static final Set<String> UNAVOIDABLE =
      Set.of("PWD", "OLDPWD", "SHLVL", "_", "LD_LIBRARY_PATH", "LD_PRELOAD", "PROOT_LOADER");

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
  void nothingOfThisMachineIsSeenOrWritten(String engine) throws Exception {
    place().assumeWorks(engine);
    String secret = "a file of this machine's";
    var file = Files.writeString(folder.resolve("secret"), secret);

    String log =
        run(
            engine,
            """
            exec 2>&1 # runc copies both outputs, each by itself
            cat %s /etc/shadow
            wc -l < /etc/passwd
            echo x > /stray || echo root refused
            echo x > /etc/stray || echo folder refused
            echo x >> /etc/image || echo file refused
            [ "$(ls /tmp)" = "$REQUEST_ID" ] && echo empty tmp
            echo x > /tmp/mine && cat /tmp/mine
            [ -c /dev/null ] && echo device
            cat | wc -c
            [ "$(pwd)" = "$HOME" ] && echo at home
            kill -0 %d && echo can signal the supervisor
            true
            """
                .formatted(file, ProcessHandle.current().pid()));

    assertThat(log).doesNotContain(secret).doesNotContain("can signal");
    assertThat(lines(log))
        .containsSubsequence("1", "root refused", "folder refused", "file refused")
        .containsSubsequence("file refused", "empty tmp", "x", "device", "0", "at home");
    assertThat(Path.of("/tmp/mine")).doesNotExist();
    assertThat(Path.of("/stray")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"crun", "runc", "bubblewrap", "unshare", "fakechroot", "proot"})
  void aWritableRootIsACopyOfTheAttemptsOwn(String engine) throws Exception {
    place().assumeWorks(engine);
    String script =
        """
        exec 2>&1
        cat /etc/image
        [ -e /stray ] && echo another attempt was here
        echo changed > /etc/image
        echo new > /stray
        cat /etc/image /stray
        """;

    String first = run(place().image(), engine, script, true);
    String second = run(place().image(), engine, script, true);

    assertThat(lines(first)).contains("changed", "new");
    assertThat(lines(second)).isEqualTo(lines(first));
    assertThat(run(engine, "cat /etc/image")).doesNotContain("changed");
    assertThat(place().work()).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"crun", "runc", "bubblewrap", "unshare", "fakechroot", "proot"})
  void theEnvironmentIsTheContractsAlone(String engine) throws Exception {
    place().assumeWorks(engine);

    String log = run(engine, "env");

    var names =
        lines(log).stream()
            .map(line -> line.split("=", 2)[0])
            .filter(name -> name.matches("[A-Z_]+")) // the event goes over several lines
            .filter(name -> !UNAVOIDABLE.contains(name) && !name.startsWith("FAKECHROOT"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(names)
        .containsExactly(
            "EVENT",
            "EVENT_TIME",
            "HOME",
            "INPUT_FILE_PATH",
            "MINE",
            "PATH",
            "REQUEST_ID",
            "SCARLET_ATTEMPT",
            "SCARLET_DEADLINE",
            "SCARLET_EVENT_FILE",
            "SCARLET_FUNCTION",
            "SCARLET_TARGET",
            "SCAR_INPUT_DIR",
            "SCAR_INPUT_FILE",
            "SCAR_OUTPUT_DIR",
            "STORAGE_OBJECT_KEY",
            "TMP_INPUT_DIR",
            "TMP_OUTPUT_DIR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"crun", "runc", "bubblewrap", "unshare", "fakechroot", "proot"})
  void otherProcessesKeepTheirSecrets(String engine) throws Exception {
    place().assumeWorks(engine);
    var builder = new ProcessBuilder("sleep", "60");
    builder.environment().put("TEST_SECRET", "of-another-process");
    var other = builder.start();
    try {
      String log =
          run(
              engine,
              """
              for p in /proc/[0-9]*; do tr '\\0' '\\n' < $p/environ; cat $p/cwd/secret; done
              cat /proc/%d/root/etc/hostname && echo root of another process
              true
              """
                  .formatted(other.pid()));

      assertThat(log)
          .contains("REQUEST_ID=")
          .doesNotContain("of-another-process")
          .doesNotContain("root of another process");
    } finally {
      other.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"crun", "bubblewrap", "unshare", "proot"})
  void theUserIsTheImages(String engine) throws Exception {
    place().assumeWorks(engine);
    byte[] users =
        new Layer()
            .file("etc/passwd", "root:x:0:0::/:/bin/sh\nworker:x:1234:56::/:/bin/sh\n")
            .gzip();
    String image =
        place()
            .registry()
            .push("test/user", "1", List.of(HostImage.layer(), users), Map.of("User", "worker"));

    var result =
        place()
            .run(
                Functions.script(
                    image,
                    "echo $(id -u):$(id -g)\necho x > $TMP_OUTPUT_DIR/x",
                    "execution: {engine: " + engine + "}"));

    assertThat(result.logTail()).isEqualTo("1234:56\n");
    assertThat(result.message()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"crun", "runc", "bubblewrap", "unshare", "proot"})
  void staticProgramsRun(String engine) throws Exception {
    place().assumeWorks(engine);

    String log = run(imageWithStaticProgram(), engine, "/bin/busybox cat /etc/image");

    assertThat(log).isEqualTo("made of this machine's own shell\n");
  }

  @ParameterizedTest
  @ValueSource(strings = "fakechroot")
  void aStaticProgramIsRefusedBeforeAnythingIsStaged(String engine) throws Exception {
    place().assumeWorks(engine);
    var function =
        Functions.of(
            imageWithStaticProgram(),
            "command: [/bin/busybox, cat, /etc/image]",
            "execution: {engine: " + engine + "}");

    var result = place().run(function);

    assertThat(result.reason()).isEqualTo(Reason.NO_ENGINE);
    assertThat(result.message()).contains("/bin/busybox is a static program", "mode: Bake");
    assertThat(result.timings().stageIn()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = "fakechroot")
  void aStaticProgramThatAScriptStartsSeesNothingOfThisMachine(String engine) throws Exception {
    place().assumeWorks(engine);

    String log =
        run(imageWithStaticProgram(), engine, "/bin/busybox cat /etc/hostname /etc/passwd");

    assertThat(log).containsIgnoringCase("denied").doesNotContain("root:");
  }

  @ParameterizedTest
  @ValueSource(strings = "fakechroot")
  void attemptsAtOnceHaveATmpEach(String engine) throws Exception {
    place().assumeWorks(engine);
    String script = "echo $REQUEST_ID > /tmp/own; sleep 1; cat /tmp/own; ls /tmp | wc -l";

    var logs = List.of(1, 2, 3).parallelStream().map(_ -> runQuietly(engine, script)).toList();

    assertThat(logs).doesNotHaveDuplicates().allMatch(log -> log.endsWith("\n2\n"));
  }

  private String imageWithStaticProgram() throws IOException {
    assumeTrue(Files.isExecutable(STATIC_PROGRAM), "SKIPPED: no " + STATIC_PROGRAM + " here");
    byte[] layer = new Layer().file("bin/busybox", 0755, Files.readAllBytes(STATIC_PROGRAM)).gzip();
    return place().registry().push("test/static", "1", List.of(HostImage.layer(), layer));
  }

  private String run(String engine, String script) throws Exception {
    return run(place().image(), engine, script);
  }

  private String runQuietly(String engine, String script) {
    try {
      return run(engine, script);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private String run(String image, String engine, String script) throws Exception {
    return run(image, engine, script, false);
  }

  private String run(String image, String engine, String script, boolean writableRoot)
      throws Exception {
    var function =
        Functions.script(
            image,
            script,
            "execution: {engine: %s, writableRoot: %s}".formatted(engine, writableRoot),
            "environment: [{name: MINE, value: mine}]");
    var result = place().run(function);
    assertThat(result.engine()).as("%s", result.message()).isEqualTo(engine);
    return result.logTail();
  }

  private static List<String> lines(String log) {
    return Arrays.asList(log.split("\n", -1));
  }

  private LocalPlace place() {
    return Objects.requireNonNull(opened);
  }
}
