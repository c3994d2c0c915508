package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A second tree of directories, with the same files in it or with copies. */
public final class RootCopy extends SimpleFileVisitor<Path> {
  private final Path from;
  private final Path to;
  private final Map<Path, Set<PosixFilePermission>> permissions = new HashMap<>();
  private final boolean isWhole;

  private RootCopy(Path from, Path to, boolean isWhole) {
    this.from = from;
    this.to = to;
    this.isWhole = isWhole;
  }

  /** Of the same files; symbolic links are copied, pipes and sockets left out. */
  static void linked(Path from, Path to) throws IOException {
    Files.walkFileTree(from, new RootCopy(from, to, false));
  }

  /**
   * Of files of its own, which the owner may write to. On file systems that can (XFS, Btrfs) they
   * take room only where they are written to.
   */
  public static void whole(Path from, Path to) throws IOException {
    Files.walkFileTree(from, new RootCopy(from, to, true));
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    var copy = to.resolve(from.relativize(folder));
    Files.createDirectory(copy);
    permissions.put(copy, permissions(folder));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    var copy = to.resolve(from.relativize(file));
    if (attributes.isSymbolicLink()) {
      Files.createSymbolicLink(copy, Files.readSymbolicLink(file));
    } else if (attributes.isRegularFile()) {
      if (isWhole) {
        Files.copy(file, copy);
        Files.setPosixFilePermissions(copy, permissions(file));
        Files.setLastModifiedTime(copy, attributes.lastModifiedTime());
      } else {
        Files.createLink(copy, file);
      }
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

  /** What is shared nobody may write to. */
  private Set<PosixFilePermission> permissions(Path file) throws IOException {
    var found = EnumSet.noneOf(PosixFilePermission.class);
    found.addAll(Files.getPosixFilePermissions(file));
    if (isWhole) {
      found.add(PosixFilePermission.OWNER_WRITE);
    }
    return found;
  }
}
