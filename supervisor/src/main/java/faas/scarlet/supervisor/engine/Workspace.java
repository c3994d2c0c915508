package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders of an attempt that an engine needs to know.
 *
 * @param id of the invocation
 * @param attempt what the script may read and write: input, output, event, script
 * @param scratch the engine's own, which the script need not see
 */
public record Workspace(String id, Path attempt, Path scratch) {
  /** The script's private {@code /tmp}, where the engine can give it one. */
  public Path temporary() {
    return scratch.resolve("tmp");
  }

  /** Makes the folders, with the place where the attempt's is seen inside the private one. */
  public void make() throws IOException {
    Files.createDirectories(attempt);
    Files.createDirectories(temporary().resolve(id));
  }
}
