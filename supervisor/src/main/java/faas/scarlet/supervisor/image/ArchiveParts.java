package faas.scarlet.supervisor.image;

import java.io.IOException;
import java.io.InputStream;

/** The files of an image archive by their names. */
interface ArchiveParts extends AutoCloseable {
  /** Whether there is a file of this name. */
  boolean has(String name);

  /** Its size in bytes. */
  long size(String name) throws IOException;

  /** Its content from an offset on. */
  InputStream open(String name, long offset) throws IOException;

  @Override
  void close() throws IOException;

  /** A small file as a whole. */
  default byte[] read(String name, int limit) throws IOException {
    try (var in = open(name, 0)) {
      byte[] content = in.readNBytes(limit + 1);
      if (content.length > limit) {
        throw new IOException(
            "%s in it has more than %d bytes and is no valid one".formatted(name, limit));
      }
      return content;
    }
  }
}
