package faas.scarlet.supervisor.image;

import faas.scarlet.supervisor.disk.FolderLock;
import faas.scarlet.supervisor.disk.Tree;
import faas.scarlet.supervisor.disk.UseLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Unpacked images by digest. A root is made aside and renamed when it is complete, so what is there
 * is whole; it is renamed away before it is deleted:
 *
 * <pre>
 * roots/sha256-…/      an {@link ImageFolder}
 * tmp/sha256-…/        the same, coming or going; only by the holder of
 * locks/sha256-…
 * locks/sha256-….use   held by all that use the root; its time is that of the last use
 * </pre>
 */
final class RootStore {
  private static final Duration REMOVAL_LIMIT = Duration.ofMinutes(1);

  private final Path roots;
  private final Path making;
  private final Path locks;
  private final long maxBytes;

  /** Opens it, and removes what processes that died in the middle of a pull have left. */
  RootStore(Path folder, long maxBytes) throws IOException {
    this.roots = Files.createDirectories(folder.resolve("roots"));
    this.making = Files.createDirectories(folder.resolve("tmp"));
    this.locks = Files.createDirectories(folder.resolve("locks"));
    this.maxBytes = maxBytes;
    removeLeftovers();
  }

  boolean has(Digest digest) {
    return Files.isDirectory(roots.resolve(digest.fileName()));
  }

  ImageFolder folder(Digest digest) {
    return new ImageFolder(roots.resolve(digest.fileName()));
  }

  /** Where a root is made; only by the holder of {@link #tryMaking}. */
  ImageFolder aside(Digest digest) {
    return new ImageFolder(making.resolve(digest.fileName()));
  }

  /** A folder for what is needed while a root is made. */
  Path temporary() {
    return making;
  }

  Optional<FolderLock> tryMaking(Digest digest) throws IOException {
    return FolderLock.tryTake(locks.resolve(digest.fileName()));
  }

  /** Keeps a root, whether it is there already or not. */
  UseLock use(Digest digest) throws IOException {
    return UseLock.share(useLock(digest), REMOVAL_LIMIT);
  }

  /** Makes a root that is complete known to all. */
  void publish(Digest digest, long bytes) throws IOException {
    var aside = aside(digest);
    Files.writeString(aside.size(), Long.toString(bytes));
    Files.move(aside.path(), folder(digest).path(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes a root; false where it is in use. */
  boolean tryRemove(Digest digest) throws IOException {
    var alone = UseLock.tryAlone(useLock(digest));
    if (alone.isEmpty()) {
      return false;
    }
    try (var _ = alone.get()) {
      var making = tryMaking(digest);
      if (making.isEmpty()) {
        return false;
      }
      try (var _ = making.get()) {
        var aside = aside(digest).path();
        Tree.delete(aside);
        Files.move(folder(digest).path(), aside, StandardCopyOption.ATOMIC_MOVE);
        Tree.delete(aside);
      }
    } catch (NoSuchFileException gone) {
      return true;
    }
    return true;
  }

  /** Removes what was not used for longest, until so many more bytes fit under the limit. */
  void makeRoom(long bytes) throws IOException {
    if (maxBytes == Long.MAX_VALUE) {
      return;
    }
    var oldest = new ArrayList<>(digests());
    oldest.sort(Comparator.comparing(this::lastUsed));
    long total = bytes;
    for (Digest digest : oldest) {
      total += size(digest);
    }
    for (Digest digest : oldest) {
      long size = size(digest);
      if (total > maxBytes && tryRemove(digest)) {
        total -= size;
      }
    }
  }

  List<Digest> digests() throws IOException {
    var digests = new ArrayList<Digest>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(roots, "sha256-*")) {
      for (Path folder : folders) {
        digests.add(Digest.parse(folder.getFileName().toString().replace('-', ':')));
      }
    }
    return digests;
  }

  /** Bytes of a root's files; 0 where it has just gone. */
  long size(Digest digest) throws IOException {
    try {
      String text = Files.readString(folder(digest).size());
      return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    } catch (NoSuchFileException gone) {
      return 0;
    }
  }

  Instant lastUsed(Digest digest) {
    try {
      return Files.getLastModifiedTime(useLock(digest)).toInstant();
    } catch (IOException never) {
      return Instant.EPOCH;
    }
  }

  boolean isInUse(Digest digest) throws IOException {
    var alone = UseLock.tryAlone(useLock(digest));
    if (alone.isPresent()) {
      alone.get().close();
    }
    return alone.isEmpty();
  }

  private Path useLock(Digest digest) {
    return locks.resolve(digest.fileName() + ".use");
  }

  private void removeLeftovers() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(making)) {
      for (Path aside : left) {
        var lock = FolderLock.tryTake(locks.resolve(aside.getFileName()));
        if (lock.isPresent()) {
          try (var _ = lock.get()) {
            Tree.delete(aside);
          }
        }
      }
    }
  }
}
