package faas.scarlet.supervisor.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What every root must have, because engines mount the machine's own on it. */
final class MountPoints {
  private static final List<String> DIRECTORIES = List.of("proc", "dev", "tmp", "etc");
  private static final List<String> FILES = List.of("etc/resolv.conf", "etc/hosts");

  /** CRC-32 of no bytes. */
  private static final long NO_CONTENT = 0;

  private MountPoints() {}

  static void make(RootFolder folder, Path root) throws IOException {
    for (String name : DIRECTORIES) {
      if (!Files.isDirectory(root.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        folder.directory(LayerEntry.directory(name, 0755, LayerEntry.UNKNOWN));
      }
    }
    for (String name : FILES) {
      if (!Files.isRegularFile(root.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        folder.file(
            LayerEntry.file(name, 0644, 0, LayerEntry.UNKNOWN, NO_CONTENT), Optional.empty());
      }
    }
  }
}
