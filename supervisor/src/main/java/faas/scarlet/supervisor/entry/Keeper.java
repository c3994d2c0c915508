package faas.scarlet.supervisor.entry;

import faas.scarlet.supervisor.attempt.Made;
import faas.scarlet.supervisor.attempt.Recipient;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a caller gets: the one file that the script has made, several in a zip, or else what
 * it has printed.
 */
final class Keeper implements Recipient, AutoCloseable {
  /** What a script may print for its caller; more belongs into a file. */
  static final long LONGEST_PRINTED = 64L << 20;

  private final Path folder;
  private final Spool printed;
  private @Nullable Content made;
  private @Nullable String refused;

  private Keeper(Path folder, Spool printed) {
    this.folder = folder;
    this.printed = printed;
  }

  /**
   * What a caller gets.
   *
   * @param name of the file; empty for what was printed
   */
  record Content(String name, String type, Spool bytes) {}

  /** Keeps it on the disk of this folder. */
  static Keeper in(Path folder) throws IOException {
    return new Keeper(folder, Spool.make(Files.createDirectories(folder)));
  }

  @Override
  public synchronized void printed(byte[] bytes, int length) {
    if (refused != null) {
      return;
    }
    try {
      if (printed.size() + length > LONGEST_PRINTED) {
        refused =
            "the script printed more than "
                + (LONGEST_PRINTED >> 20)
                + " MiB and left no file; write large results into $TMP_OUTPUT_DIR";
        return;
      }
      printed.output().write(bytes, 0, length);
    } catch (IOException e) {
      refused = "what the script printed could not be kept: " + e.getMessage();
    }
  }

  @Override
  public synchronized void made(List<Made> files) throws IOException {
    if (files.size() == 1) {
      var file = files.getFirst();
      String type = URLConnection.guessContentTypeFromName(file.name());
      made =
          new Content(
              file.name(), type == null ? "application/octet-stream" : type, Spool.of(file.file()));
    } else if (!files.isEmpty()) {
      made = new Content("outputs.zip", "application/zip", zip(files));
    }
  }

  private Spool zip(List<Made> files) throws IOException {
    var spool = Spool.make(folder);
    var zip = new ZipOutputStream(spool.output());
    for (var file : files) {
      zip.putNextEntry(new ZipEntry(file.name()));
      Files.copy(file.file(), zip);
      zip.closeEntry();
    }
    zip.finish();
    return spool;
  }

  /** Whether the script has left files. */
  synchronized boolean hasFiles() {
    return made != null;
  }

  /** What was printed, whatever else there is. */
  Spool printed() {
    return printed;
  }

  /**
   * What the caller gets.
   *
   * @throws IOException where it could not be kept as a whole
   */
  synchronized Content content() throws IOException {
    if (made != null) {
      return made;
    }
    if (refused != null) {
      throw new IOException(refused);
    }
    return new Content("", "text/plain; charset=utf-8", printed);
  }

  @Override
  public synchronized void close() throws IOException {
    try (printed) {
      if (made != null) {
        made.bytes().close();
      }
    }
  }
}
