package faas.scarlet.supervisor.disk;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;

/** Whole folders with strangers' files in them. */
public final class Tree {
  private static final Duration LAST_WRITES = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 20;

  private Tree() {}

  /**
   * Deletes a file or a folder with all in it, unreadable ones too; absent means done. Processes
   * that were just killed may still be at work in it, so it is tried for up to 10 s.
   */
  public static void delete(Path path) throws IOException {
    long end = System.nanoTime() + LAST_WRITES.toNanos();
    while (true) {
      try {
        deleteOnce(path);
        return;
      } catch (DirectoryNotEmptyException | NoSuchFileException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("stopped while deleting " + path, e);
      }
    }
  }

  private static void deleteOnce(Path path) throws IOException {
    // One call of the kernel, and enough for most.
    if (path.toFile().delete()) {
      return;
    }
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      var children = new ArrayList<Path>();
      try (DirectoryStream<Path> listed = Files.newDirectoryStream(path)) {
        listed.forEach(children::add);
      }
      // Only now, for a folder may be deeper than a process may have files open.
      for (Path child : children) {
        deleteOnce(child);
      }
    }
    Files.deleteIfExists(path);
  }
}
