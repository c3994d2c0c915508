package faas.scarlet.supervisor.engine;

import faas.scarlet.model.function.EngineChoice;
import faas.scarlet.supervisor.engine.Landlock.Access;
import faas.scarlet.supervisor.engine.Landlock.Rule;
import faas.scarlet.supervisor.image.ScopedPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * fakechroot, as udocker's mode F1: a preloaded library rewrites paths, the image's own loader and
 * libraries are used. Needs no right at all, so it works in restricted pods and on Lambda; but only
 * for programs that are linked dynamically with a glibc that fits. The library is a view, the wall
 * around it is Landlock.
 */
final class Fakechroot implements Engine {
  private final List<Preload> builds = Preload.find(System.getenv());
  private final Map<Path, GlibcImage> images = new ConcurrentHashMap<>();

  @Override
  public EngineChoice choice() {
    return EngineChoice.FAKECHROOT;
  }

  @Override
  public Optional<String> lacks() {
    return builds.isEmpty()
        ? Optional.of("libfakechroot.so is not installed (apt-get install libfakechroot)")
        : Optional.empty();
  }

  @Override
  public Optional<String> unfit(Path root, String program) throws IOException {
    var elf = ElfProgram.of(root, List.of(program));
    var interpreter = ElfInterpreter.of(elf.file());
    if (interpreter.isEmpty()) {
      return Optional.of(
          elf.command().getFirst()
              + " is a static program, which fakechroot cannot lead into the image");
    }
    if (!interpreter.get().contains("/ld-linux")) {
      return Optional.of(
          "the image is not built on glibc (its loader is " + interpreter.get() + ")");
    }
    int glibc = image(root).version();
    return Preload.fitting(builds, glibc).isPresent()
        ? Optional.empty()
        : Optional.of(
            "no libfakechroot here fits the image's glibc %s (they are for: %s)"
                .formatted(
                    GlibcImage.text(glibc),
                    builds.stream()
                        .map(build -> GlibcImage.text(build.needs()))
                        .collect(Collectors.joining(", "))));
  }

  @Override
  public String walls() {
    return Enclosure.worth();
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
  public boolean hasNamespace() {
    return false;
  }

  @Override
  public Launch prepare(Program program) throws IOException {
    var lease = RootLease.take(program.root());
    try {
      return prepare(program.in(lease.root()), lease);
    } catch (IOException | RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  private Launch prepare(Program program, RootLease lease) throws IOException {
    var root = program.root();
    var elf = ElfProgram.of(root, program.command());
    // a copy is not met again
    var image = program.writableRoot() ? GlibcImage.of(root) : image(root);
    var preload = Preload.fitting(builds, image.version()).orElseThrow().file();
    var loader = ScopedPath.follow(root, ElfInterpreter.of(elf.file()).orElseThrow());
    String name = elf.command().getFirst();
    var command = new ArrayList<>(List.of(loader.toString()));
    if (image.knowsArgv0()) {
      command.addAll(List.of("--argv0", name));
    }
    command.add(root + name);
    command.addAll(elf.command().subList(1, elf.command().size()));
    var environment = environment(program, image, loader, preload);
    var more = new ArrayList<Rule>();
    more.add(new Rule(preload, Access.READ));
    // The C library opens it itself, past the preloaded one.
    more.add(new Rule(Path.of("/etc/nsswitch.conf"), Access.READ));
    if (lease.hasTemporary()) {
      more.add(new Rule(lease.temporary(), Access.ALL));
      var folders = program.folders();
      Files.createSymbolicLink(lease.temporary().resolve(folders.id()), folders.attempt());
    } else {
      environment.putIfAbsent("TMPDIR", program.folders().temporary().toString());
    }
    return new Launch(
        command,
        environment,
        directory(program),
        Starter.PLAIN,
        Optional.of(Enclosure.around(program, more.stream(), false)),
        Optional.of(lease));
  }

  private GlibcImage image(Path root) throws IOException {
    try {
      return images.computeIfAbsent(
          root,
          key -> {
            try {
              return GlibcImage.of(key);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    }
  }

  private static Map<String, String> environment(
      Program program, GlibcImage image, Path loader, Path preload) {
    var root = program.root();
    var environment = new TreeMap<>(program.plainEnvironment());
    environment.put("FAKECHROOT", "true");
    environment.put("FAKECHROOT_BASE", root.toString());
    environment.put("FAKECHROOT_ELFLOADER", loader.toString());
    environment.put("FAKECHROOT_EXCLUDE_PATH", excluded(program));
    environment.put("LD_PRELOAD", preload + translated(program, "LD_PRELOAD", "[: ]"));
    environment.put(
        "LD_LIBRARY_PATH",
        (translated(program, "LD_LIBRARY_PATH", "[:;]") + ":" + image.path()).substring(1));
    return environment;
  }

  /** The user's paths of the image as this machine's, each with a colon before it. */
  private static String translated(Program program, String variable, String separators) {
    String own = program.environment().getOrDefault(variable, "");
    return Stream.of(own.split(separators, -1))
        .filter(path -> path.startsWith("/"))
        .map(path -> ":" + program.root() + path)
        .collect(Collectors.joining());
  }

  /** What is the same inside and outside; programs learn the root's own path as their name. */
  private static String excluded(Program program) {
    return String.join(
        ":",
        List.of(
            program.root().toString(),
            "/dev",
            "/proc",
            "/etc/resolv.conf",
            "/etc/hosts",
            program.folders().attempt().toString(),
            program.folders().temporary().toString()));
  }

  private static Path directory(Program program) throws IOException {
    var attempt = program.folders().attempt();
    var wanted = Path.of(program.directory());
    return wanted.startsWith(attempt)
        ? wanted
        : ScopedPath.follow(program.root(), program.directory());
  }
}
