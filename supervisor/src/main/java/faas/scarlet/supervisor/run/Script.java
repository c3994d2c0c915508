package faas.scarlet.supervisor.run;

import faas.scarlet.model.function.EngineChoice;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.attempt.Attempt;
import faas.scarlet.supervisor.attempt.AttemptFolder;
import faas.scarlet.supervisor.engine.Engine;
import faas.scarlet.supervisor.engine.Program;
import faas.scarlet.supervisor.engine.RootCopy;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.image.Image;
import faas.scarlet.supervisor.image.ScopedPath;
import faas.scarlet.supervisor.staging.ObjectStores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Runs an attempt's script by an engine, within its time, and leaves no process of it behind. */
public final class Script {
  private static final Duration REST_OF_OUTPUT = Duration.ofSeconds(2);
  private static final int BUFFER = 1 << 16;
  private static final OomKills OOM_KILLS = OomKills.ofOurs();

  private final String target;
  private final Duration grace;
  private final ScriptLog log;
  private final ObjectStores stores;

  /**
   * A way to run scripts.
   *
   * @param target what scripts see as SCARLET_TARGET
   * @param grace between TERM and KILL
   * @param log gets every line as it comes
   * @param stores whose credentials a function may ask for
   */
  public Script(String target, Duration grace, ScriptLog log, ObjectStores stores) {
    this.target = target;
    this.grace = grace;
    this.log = log;
    this.stores = stores;
  }

  /**
   * The program that an attempt starts with, as an absolute path in the image.
   *
   * @throws Fault {@code ScriptFailed} where the image does not have it
   */
  public static String program(FunctionSpec spec, Image image) throws Fault {
    return CommandLine.of(spec, image, Path.of("/tmp")).getFirst();
  }

  /**
   * Runs it and waits for its end.
   *
   * @param inputFile name of the staged file in the input folder
   * @throws Fault where it could not be started
   */
  public Exit run(
      Attempt attempt,
      Image image,
      Engine engine,
      AttemptFolder folder,
      Optional<String> inputFile,
      LogTail tail)
      throws Fault {
    var spec = attempt.function().spec();
    var root = spec.execution().writableRoot() ? copy(image, folder) : image.root();
    var deadline = earlier(attempt.deadline(), spec.timeLimit());
    var inside = engine.inside(folder.workspace());
    var variables =
        ScriptEnvironment.of(attempt, image.config(), inside, inputFile, target, deadline);
    variables.putAll(StoreVariables.of(spec, stores));
    var program =
        new Program(
            root,
            folder.workspace(),
            CommandLine.of(spec, image, inside.resolve("script")),
            variables,
            directory(image, inside),
            ImageUser.of(image),
            spec.execution().writableRoot());
    try {
      write(attempt, folder, engine.choice() == EngineChoice.NATIVE);
      try (var launch = engine.prepare(program)) {
        var process = launch.start();
        var marker = new Marker(attempt.id(), inside.resolve("event.json"));
        var tree = new ProcessTree(process, engine, marker);
        return follow(process, tree, deadline, attempt, tail);
      }
    } catch (IOException e) {
      throw Fault.of(Reason.SCRIPT_FAILED, "starting the script", e);
    } catch (InterruptedException e) {
      // The interruption ends here: it becomes the attempt's result, which must still be told.
      throw new Fault(Reason.SUPERVISOR_LOST, "the supervisor was stopped; try again", e);
    }
  }

  /** The image's files as this attempt's own; they go with its folder. */
  private static Path copy(Image image, AttemptFolder folder) throws Fault {
    if (image.root().getParent() == null) {
      throw new Fault(
          Reason.NO_ENGINE,
          "execution.writableRoot: a baked image's files are the instance's own root, which is read-only; leave it out, or set execution.mode: Unpack");
    }
    var own = folder.workspace().scratch().resolve("root");
    try {
      RootCopy.whole(image.root(), own);
      return own;
    } catch (IOException e) {
      throw Fault.of(Reason.DISK_FULL, "copying the image's files for execution.writableRoot", e);
    }
  }

  private Exit follow(
      Process process, ProcessTree tree, Instant deadline, Attempt attempt, LogTail tail)
      throws InterruptedException {
    var reader = Thread.ofVirtual().start(() -> read(process.getInputStream(), attempt.id(), tail));
    long oomKills = OOM_KILLS.count();
    boolean timedOut = false;
    try {
      timedOut = !tree.waitFor(Duration.between(Instant.now(), deadline));
      if (timedOut) {
        tree.terminate();
        tree.waitFor(Duration.between(Instant.now(), earlier(attempt.end(), grace)));
      }
    } finally {
      tree.kill();
    }
    if (!reader.join(REST_OF_OUTPUT)) {
      tail.note("a process that could not be found still holds the output");
    }
    int code = process.waitFor();
    return new Exit(code, timedOut, code == Exit.KILLED && OOM_KILLS.count() > oomKills);
  }

  private void read(InputStream output, String id, LogTail tail) {
    byte[] buffer = new byte[BUFFER];
    var lines = new LineSplitter(id, log);
    try (output) {
      for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
        tail.add(buffer, n);
        lines.add(buffer, n);
      }
    } catch (IOException closed) {
      tail.note("the output ended early: " + closed.getMessage());
    }
    lines.end();
  }

  /** OSCAR's scripts are used to find themselves beside their input. */
  private static void write(Attempt attempt, AttemptFolder folder, boolean besideInput)
      throws IOException {
    Files.write(folder.event(), attempt.event().raw().toArray());
    String script = attempt.function().spec().script();
    if (script != null) {
      Files.writeString(folder.script(), script.replace("\r\n", "\n"));
      var beside = folder.input().resolve("script.sh");
      if (besideInput && Files.notExists(beside)) {
        Files.copy(folder.script(), beside);
      }
    }
  }

  private static Instant earlier(Instant deadline, Duration limit) {
    var own = Instant.now().plus(limit);
    return own.isBefore(deadline) ? own : deadline;
  }

  /** The image's own working directory, else the attempt's folder. */
  private static String directory(Image image, Path inside) throws Fault {
    String own = image.config().workingDirectory();
    try {
      return own.startsWith("/") && Files.isDirectory(ScopedPath.follow(image.root(), own))
          ? own
          : inside.toString();
    } catch (IOException e) {
      throw Fault.of(Reason.IMAGE_CORRUPT, "working directory " + own + " of the image", e);
    }
  }
}
