package faas.scarlet.supervisor.engine;

import faas.scarlet.model.function.EngineChoice;
import faas.scarlet.supervisor.engine.Landlock.Access;
import faas.scarlet.supervisor.engine.Landlock.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The supervisor's own root is the image ({@code execution.mode: Bake}): programs are started as
 * they are, with Landlock between them and what is the supervisor's in that root.
 */
final class Native implements Engine {
  /** The root of an image that the supervisor itself runs in. */
  static final Path ROOT = Path.of("/");

  @Override
  public EngineChoice choice() {
    return EngineChoice.NATIVE;
  }

  @Override
  public Optional<String> lacks() {
    return Optional.empty();
  }

  @Override
  public Optional<String> unfit(Path root, String program) {
    return root.equals(ROOT)
        ? Optional.empty()
        : Optional.of(
            "runs only the image that the supervisor itself is in (execution.mode: Bake)");
  }

  @Override
  public String walls() {
    return Enclosure.worth();
  }

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
  public Launch prepare(Program program) throws IOException, UnfitException {
    var unfit = unfit(program.root(), program.command().getFirst());
    if (unfit.isPresent()) {
      throw new UnfitException(unfit.get());
    }
    var folders = program.folders();
    var environment = new TreeMap<>(program.environment());
    environment.putIfAbsent("TMPDIR", folders.temporary().toString());
    var rules = new ArrayList<>(Enclosure.view(folders));
    for (Path path : allBut(ROOT, OwnFolders.ofSupervisor(System.getenv()))) {
      rules.add(new Rule(path, Access.ALL));
    }
    return new Launch(
        program.command(), environment, Path.of(program.directory()), new Enclosure(rules, false));
  }

  /** The fewest paths that hold all below a folder but these. */
  static List<Path> allBut(Path folder, List<Path> hidden) throws IOException {
    var paths = new ArrayList<Path>();
    try (Stream<Path> children = Files.list(folder)) {
      for (Path child : children.filter(path -> !Files.isSymbolicLink(path)).sorted().toList()) {
        if (hidden.stream().noneMatch(path -> path.startsWith(child))) {
          paths.add(child);
        } else if (!hidden.contains(child) && Files.isDirectory(child)) {
          paths.addAll(allBut(child, hidden));
        }
      }
    }
    return paths;
  }
}
