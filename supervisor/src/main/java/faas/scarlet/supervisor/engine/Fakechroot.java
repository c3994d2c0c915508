package faas.scarlet.supervisor.engine;

import faas.scarlet.model.function.EngineChoice;
import faas.scarlet.supervisor.image.ScopedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * fakechroot, as udocker's mode F1: a preloaded library rewrites paths, the image's own loader and
 * libraries are used. Needs no right at all, so it works in restricted pods and on Lambda; but only
 * for programs that are linked dynamically with a glibc that fits, and it is a view, not a wall.
 */
final class Fakechroot implements Engine {
  /** Debian bookworm's library wraps the symbols that glibc has had since then. */
  private static final int OLDEST_GLIBC = 234;

  @Override
  public EngineChoice choice() {
    return EngineChoice.FAKECHROOT;
  }

  @Override
  public Optional<String> lacks() {
    return Files.isReadable(library())
        ? Optional.empty()
        : Optional.of("libfakechroot.so is not installed (apt-get install libfakechroot)");
  }

  /** Paths outside the root are only visible under their own name. */
  @Override
  public Path inside(Workspace folders) {
    return folders.attempt();
  }

  @Override
  public int wrappers() {
    return 0;
  }

  @Override
  public Launch prepare(Program program) throws IOException, UnfitException {
    var root = program.root();
    String name = program.command().getFirst();
    var file = ScopedPath.follow(root, name);
    String interpreter =
        ElfInterpreter.of(file)
            .orElseThrow(
                () ->
                    new UnfitException(
                        name
                            + " is a static program, which fakechroot cannot lead into the image"));
    var folders = Glibc.libraryFolders(root);
    checkGlibc(interpreter, folders);
    var loader = ScopedPath.follow(root, interpreter);
    String libraries = folders.stream().map(Path::toString).collect(Collectors.joining(":"));
    var command = new ArrayList<String>();
    // Variables for the image's loader must reach it alone: setsid and env are this machine's.
    HostTool.find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
    command.add(HostTool.command("env"));
    command.add("LD_PRELOAD=" + library());
    command.add("LD_LIBRARY_PATH=" + translated(program) + libraries);
    command.addAll(List.of(loader.toString(), "--library-path", libraries));
    command.addAll(List.of("--argv0", name, file.toString()));
    command.addAll(program.command().subList(1, program.command().size()));
    return new Launch(command, environment(program, loader), directory(program));
  }

  private static void checkGlibc(String interpreter, List<Path> folders)
      throws IOException, UnfitException {
    if (!interpreter.contains("/ld-linux")) {
      throw new UnfitException(
          "the image is not built on glibc (its loader is " + interpreter + ")");
    }
    int version = Glibc.version(folders).orElse(0);
    if (version < OLDEST_GLIBC) {
      throw new UnfitException(
          "the image's glibc is %d.%d, fakechroot needs 2.34 or newer; use a newer base image"
              .formatted(version / 100, version % 100));
    }
  }

  private static String translated(Program program) {
    String own = program.environment().getOrDefault("LD_LIBRARY_PATH", "");
    return Stream.of(own.split(":", -1))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> program.root() + folder + ":")
        .collect(Collectors.joining());
  }

  private static Map<String, String> environment(Program program, Path loader) {
    var environment = new TreeMap<>(program.plainEnvironment());
    environment.put("FAKECHROOT", "true");
    environment.put("FAKECHROOT_BASE", program.root().toString());
    environment.put("FAKECHROOT_ELFLOADER", loader.toString());
    environment.put("FAKECHROOT_EXCLUDE_PATH", excluded(program.folders()));
    environment.putIfAbsent("TMPDIR", program.folders().temporary().toString());
    return environment;
  }

  private static String excluded(Workspace folders) {
    return String.join(
        ":",
        List.of(
            "/tmp",
            "/dev",
            "/proc",
            "/sys",
            "/etc/resolv.conf",
            "/etc/hosts",
            folders.attempt().toString(),
            folders.scratch().toString()));
  }

  private static Path directory(Program program) throws IOException {
    var attempt = program.folders().attempt();
    var wanted = Path.of(program.directory());
    return wanted.startsWith(attempt)
        ? wanted
        : ScopedPath.follow(program.root(), program.directory());
  }

  private static Path library() {
    String arch = System.getProperty("os.arch").replace("amd64", "x86_64");
    return Path.of("/usr/lib", arch + "-linux-gnu", "fakechroot", "libfakechroot.so");
  }
}
