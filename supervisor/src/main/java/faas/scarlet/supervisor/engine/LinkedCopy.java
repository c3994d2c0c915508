package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A second tree of directories with the same files in it. */
final class LinkedCopy extends SimpleFileVisitor<Path> {
  private final Path from;
  private final Path to;
  private final Map<Path, Set<PosixFilePermission>> permissions = new HashMap<>();

  private LinkedCopy(Path from, Path to) {
    this.from = from;
    this.to = to;
  }

  /** Makes it; symbolic links are copied, pipes and sockets left out. */
  static void make(Path from, Path to) throws IOException {
    Files.walkFileTree(from, new LinkedCopy(from, to));
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
      Files.createLink(copy, file);
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
