package faas.scarlet.supervisor.engine;

import faas.scarlet.model.function.EngineChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A way to run a program in an unpacked image. All give the same view as far as they can: the
 * image's root read-only, the attempt's folder, a private {@code /tmp}, {@code /dev}, {@code
 * /proc}, the machine's resolver files, and no other process.
 */
public interface Engine {
  /** What a manifest calls it. */
  EngineChoice choice();

  /** What this place lacks for it, and where to get that; empty where a try is worth it. */
  Optional<String> lacks();

  /** Where the script sees the attempt's folder. */
  Path inside(Workspace folders);

  /**
   * How many processes of the engine's own stand between us and the script. 0: the script is our
   * own child without a process namespace, so that what it leaves behind must be looked for.
   */
  int wrappers();

  /**
   * Prepares a start.
   *
   * @throws UnfitException where this engine cannot run this program
   * @throws IOException where the scratch folder cannot be written
   */
  Launch prepare(Program program) throws IOException, UnfitException;
}
