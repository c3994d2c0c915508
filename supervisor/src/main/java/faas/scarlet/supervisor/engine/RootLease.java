package faas.scarlet.supervisor.engine;

import faas.scarlet.supervisor.disk.FolderLock;
import faas.scarlet.supervisor.disk.Tree;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * An image's root with a {@code /tmp} of one's own, for an engine that can mount nothing: the
 * shared root itself, or where another attempt has that, a copy of it by hard links, which is kept
 * for the next. All of it stands beside the root:
 *
 * <pre>
 * root/            the image
 * places/0.lock    held by who has the root
 * places/1.lock    held by who has
 * places/1/        the copy
 * </pre>
 */
final class RootLease implements AutoCloseable {
  /** More attempts than this have no business on one machine. */
  private static final int MOST = 1000;

  private final Path root;
  private final Optional<FolderLock> lock;

  private RootLease(Path root, Optional<FolderLock> lock) {
    this.root = root;
    this.lock = lock;
  }

  /** Takes the first that is free; the shared root without a {@code /tmp} where it is read-only. */
  static RootLease take(Path root) throws IOException {
    var places = root.resolveSibling("places");
    try {
      Files.createDirectories(places);
      for (int place = 0; place < MOST; place++) {
        var lock = FolderLock.tryTake(places.resolve(place + ".lock"));
        if (lock.isPresent()) {
          return take(
              place == 0 ? root : places.resolve(Integer.toString(place)), root, lock.get());
        }
      }
    } catch (AccessDeniedException | ReadOnlyFileSystemException e) {
      return new RootLease(root, Optional.empty());
    }
    throw new IOException(MOST + " attempts use " + root + " already");
  }

  private static RootLease take(Path own, Path shared, FolderLock lock) throws IOException {
    try {
      if (!Files.isDirectory(own)) {
        var aside = own.resolveSibling(own.getFileName() + ".new");
        Tree.delete(aside);
        RootCopy.linked(shared, aside);
        Files.move(aside, own, StandardCopyOption.ATOMIC_MOVE);
      }
      var lease = new RootLease(own, Optional.of(lock));
      Files.setPosixFilePermissions(
          lease.temporary(), PosixFilePermissions.fromString("rwxr-xr-x"));
      lease.empty();
      return lease;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The image's files, for this attempt. */
  Path root() {
    return root;
  }

  /** Whether {@code /tmp} of this root is this attempt's own. */
  boolean hasTemporary() {
    return lock.isPresent();
  }

  /** The root's {@code /tmp}. */
  Path temporary() {
    return root.resolve("tmp");
  }

  @Override
  public void close() throws IOException {
    if (lock.isPresent()) {
      try (var _ = lock.get()) {
        empty();
      }
    }
  }

  private void empty() throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(temporary())) {
      for (Path child : children) {
        Tree.delete(child);
      }
    }
  }
}
