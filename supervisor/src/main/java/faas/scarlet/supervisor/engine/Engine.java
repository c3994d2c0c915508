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

  /**
   * Why it cannot run this program of an image, however well it runs others; empty where it can.
   *
   * @param program absolute, as the image names it
   */
  default Optional<String> unfit(Path root, String program) throws IOException {
    return Optional.empty();
  }

  /** What keeps a script from the rest of this machine, in one sentence. */
  default String walls() {
    return "enclosed by namespaces";
  }

  /** Where the script sees the attempt's folder. */
  Path inside(Workspace folders);

  /** How many processes of the engine's own stand between us and the script. */
  int wrappers();

  /**
   * Whether the script has processes of its own, of which the kernel leaves none when the first of
   * them ends; otherwise what it leaves behind must be looked for.
   */
  default boolean hasNamespace() {
    return true;
  }

  /**
   * Prepares a start of a program that is not {@link #unfit}.
   *
   * @throws IOException where the scratch folder cannot be written
   */
  Launch prepare(Program program) throws IOException;
}
