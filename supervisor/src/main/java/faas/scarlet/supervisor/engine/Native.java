package faas.scarlet.supervisor.engine;

import faas.scarlet.model.function.EngineChoice;
import faas.scarlet.supervisor.engine.Landlock.Access;
import faas.scarlet.supervisor.engine.Landlock.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;

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
  public Launch prepare(Program program) throws IOException {
    var rules = new ArrayList<>(Enclosure.view(program.folders()));
    for (Path path : OwnFolders.allBut(ROOT, OwnFolders.ofSupervisor(System.getenv()))) {
      rules.add(new Rule(path, Access.ALL));
    }
    return new Launch(
        program.command(),
        program.environment(),
        Path.of(program.directory()),
        new Enclosure(rules, false));
  }
}
