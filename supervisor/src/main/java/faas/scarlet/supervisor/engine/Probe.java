package faas.scarlet.supervisor.engine;

import faas.scarlet.supervisor.disk.Tree;
import faas.scarlet.supervisor.image.Image;
import faas.scarlet.supervisor.image.ScopedPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds out whether an engine works here with an image, by really running a program of it. */
final class Probe {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int LONGEST_OUTPUT = 2000;

  /** A file of this machine that the image does not have. */
  private static final String WITNESS = "witness";

  /** Programs that do nothing, one of which nearly every image has. */
  private static final List<List<String>> HARMLESS =
      List.of(
          List.of("/bin/sh", "-c", "[ -r /bin/sh ] && : > /dev/null && ! [ -e \"$1\" ]", "sh"),
          List.of("/bin/busybox", "true"),
          List.of("/bin/true"),
          List.of("/usr/bin/true"));

  private Probe() {}

  static Finding run(Engine engine, Image image) {
    var lacking = engine.lacks();
    if (lacking.isPresent()) {
      return failed(engine, lacking.get());
    }
    Path folder = null;
    try {
      folder = Files.createTempDirectory("scarlet-probe-").toRealPath();
      Files.createFile(folder.resolve(WITNESS));
      return run(engine, program(image, folder));
    } catch (IOException e) {
      return failed(engine, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(engine, "stopped while probing");
    } finally {
      remove(folder);
    }
  }

  private static Finding run(Engine engine, Program program)
      throws IOException, InterruptedException {
    var unfit = engine.unfit(program.root(), program.command().getFirst());
    if (unfit.isPresent()) {
      return failed(engine, unfit.get());
    }
    try (var launch = engine.prepare(program)) {
      return watch(engine, launch.start());
    }
  }

  private static Finding watch(Engine engine, Process process)
      throws IOException, InterruptedException {
    try {
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return failed(engine, "did not run a program within " + LIMIT.toSeconds() + " s");
      }
      String output =
          new String(process.getInputStream().readNBytes(LONGEST_OUTPUT), StandardCharsets.UTF_8)
              .strip()
              .replaceAll("\\s*\\n\\s*", "; ");
      return process.exitValue() == 0
          ? new Finding(engine.choice(), true, engine.walls())
          : failed(engine, "exit code " + process.exitValue() + ": " + output);
    } finally {
      if (process instanceof EnclosedProcess enclosed) {
        enclosed.members().forEach(ProcessHandle::destroyForcibly);
        enclosed.leave();
      }
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Program program(Image image, Path folder) throws IOException {
    var workspace =
        new Workspace(
            folder.getFileName().toString(), folder.resolve("attempt"), folder.resolve("scratch"));
    workspace.make();
    for (var harmless : HARMLESS) {
      if (Files.isExecutable(ScopedPath.follow(image.root(), harmless.getFirst()))) {
        var command = new ArrayList<>(harmless);
        command.add(folder.resolve(WITNESS).toString());
        return new Program(image.root(), workspace, command, Map.of(), "/", User.ROOT, false);
      }
    }
    // Nothing to run in it: whether the engine can run this machine's own files is the next best.
    var command = List.of("/bin/sh", "-c", ":");
    return new Program(Path.of("/"), workspace, command, Map.of(), "/", User.ROOT, false);
  }

  private static Finding failed(Engine engine, String detail) {
    return new Finding(engine.choice(), false, detail);
  }

  private static void remove(@Nullable Path folder) {
    if (folder != null) {
      try {
        Tree.delete(folder);
      } catch (IOException e) {
        folder.toFile().deleteOnExit();
      }
    }
  }
}
