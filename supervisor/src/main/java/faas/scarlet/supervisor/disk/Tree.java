package faas.scarlet.supervisor.disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;

/** Whole folders with strangers' files in them. */
public final class Tree {
  private Tree() {}

  /** Deletes a file or a folder with all in it, unreadable ones too; absent means done. */
  public static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      var children = new ArrayList<Path>();
      try (DirectoryStream<Path> listed = Files.newDirectoryStream(path)) {
        listed.forEach(children::add);
      } catch (NoSuchFileException gone) {
        return;
      }
      // Only now, for a folder may be deeper than a process may have files open.
      for (Path child : children) {
        delete(child);
      }
    }
    Files.deleteIfExists(path);
  }
}
