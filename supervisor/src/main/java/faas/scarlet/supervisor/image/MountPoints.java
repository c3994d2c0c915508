package faas.scarlet.supervisor.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** What every root must have, because engines mount the machine's own on it. */
final class MountPoints {
  private static final List<String> DIRECTORIES = List.of("proc", "dev", "tmp", "etc");
  private static final List<String> FILES = List.of("etc/resolv.conf", "etc/hosts");

  private MountPoints() {}

  static void make(RootFolder folder, Path root) throws IOException {
    for (String name : DIRECTORIES) {
      if (!Files.isDirectory(root.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        folder.directory(name, 0755);
      }
    }
    for (String name : FILES) {
      if (!Files.isRegularFile(root.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        folder.file(name, 0644, FileTime.fromMillis(0), InputStream.nullInputStream());
      }
    }
  }
}
