package faas.scarlet.aws.staging;

import java.io.IOException;
import java.io.InputStream;

/** Takes the results of a run. */
public interface Sink {
  /**
   * Takes one file; the content is closed by who gives it.
   *
   * @param relativePath in the script's output folder, with slashes
   * @param size in bytes
   */
  void take(String relativePath, long size, InputStream content) throws IOException;
}
