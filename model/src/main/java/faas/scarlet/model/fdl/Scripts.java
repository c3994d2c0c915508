package faas.scarlet.model.fdl;

import java.io.IOException;

/** Where the scripts are that a definition names. */
@FunctionalInterface
public interface Scripts {
  /**
   * The text of a script.
   *
   * @param path as the definition gives it, relative to the definition's own folder
   * @throws IOException where it cannot be read
   */
  String text(String path) throws IOException;
}
