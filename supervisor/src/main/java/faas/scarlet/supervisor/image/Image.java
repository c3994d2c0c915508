package faas.scarlet.supervisor.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * An image that is ready to run. As long as it is not closed, no process removes it.
 *
 * @param digest of its manifest for this platform
 * @param root its files; shared by all attempts, never to be written to
 * @param cached whether it was there already
 * @param use keeps it
 */
public record Image(
    Reference reference,
    Digest digest,
    Path root,
    ImageConfig config,
    boolean cached,
    Closeable use)
    implements AutoCloseable {
  @Override
  public void close() {
    try {
      use.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the lock of image " + digest, e);
    }
  }
}
