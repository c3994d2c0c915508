package faas.scarlet.supervisor.engine;

import faas.scarlet.supervisor.disk.Tree;
import faas.scarlet.supervisor.image.Image;
import faas.scarlet.supervisor.image.ScopedPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds out whether an engine works here with an image, by really running a program of it. */
final class Probe {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int LONGEST_OUTPUT = 2000;

  /** Programs that do nothing, one of which nearly every image has. */
  private static final List<List<String>> HARMLESS =
      List.of(
          List.of("/bin/sh", "-c", ":"),
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
      folder = Files.createTempDirectory("scarlet-probe-");
      return run(engine, program(image, folder));
    } catch (UnfitException | IOException e) {
      return failed(engine, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(engine, "stopped while probing");
    } finally {
      remove(folder);
    }
  }

  private static Finding run(Engine engine, Program program)
      throws IOException, UnfitException, InterruptedException {
    var process = engine.prepare(program).start();
    try {
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return failed(engine, "did not run a program within " + LIMIT.toSeconds() + " s");
      }
      String output =
          new String(process.getInputStream().readNBytes(LONGEST_OUTPUT), StandardCharsets.UTF_8)
              .strip()
              .replaceAll("\\s*\\n\\s*", "; ");
      return process.exitValue() == 0
          ? new Finding(engine.choice(), true, "")
          : failed(engine, "exit code " + process.exitValue() + ": " + output);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Program program(Image image, Path folder) throws IOException {
    var workspace =
        new Workspace(
            folder.getFileName().toString(), folder.resolve("attempt"), folder.resolve("scratch"));
    workspace.make();
    for (var command : HARMLESS) {
      if (Files.isExecutable(ScopedPath.follow(image.root(), command.getFirst()))) {
        return new Program(image.root(), workspace, command, Map.of(), "/");
      }
    }
    // Nothing to run in it: whether the engine can run this machine's own files is the next best.
    return new Program(Path.of("/"), workspace, HARMLESS.getFirst(), Map.of(), "/");
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
