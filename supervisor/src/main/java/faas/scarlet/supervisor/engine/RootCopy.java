package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A second tree of directories, with the same files in it or with copies. */
public final class RootCopy extends SimpleFileVisitor<Path> {
  private final Path from;
  private final Path to;
  private final Map<Path, Set<PosixFilePermission>> permissions = new HashMap<>();

  private final FileCopy files;

  private RootCopy(Path from, Path to, FileCopy files) {
    this.from = from;
    this.to = to;
    this.files = files;
  }

  /** Of the same files; symbolic links are copied, pipes and sockets left out. */
  static void linked(Path from, Path to) throws IOException {
    Files.walkFileTree(from, new RootCopy(from, to, (file, copy) -> Files.createLink(copy, file)));
  }

  /**
   * Of files of its own. On file systems that can (XFS, Btrfs) they take room only where they are
   * written to.
   */
  public static void whole(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new RootCopy(
            from, to, (file, copy) -> Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES)));
  }

  private interface FileCopy {
    void make(Path file, Path copy) throws IOException;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    var copy = to.resolve(from.relativize(folder));
    Files.createDirectory(copy);
    permissions.put(copy, Files.getPosixFilePermissions(folder));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    var copy = to.resolve(from.relativize(file));
    if (attributes.isSymbolicLink()) {
      Files.createSymbolicLink(copy, Files.readSymbolicLink(file));
    } else if (attributes.isRegularFile()) {
      files.make(file, copy);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException error)
      throws IOException {
    if (error != null) {
      throw error;
    }
    var copy = to.resolve(from.relativize(folder));
    var wanted = permissions.remove(copy);
    if (wanted != null) {
      Files.setPosixFilePermissions(copy, wanted);
    }
    return FileVisitResult.CONTINUE;
  }
}
