package faas.scarlet.supervisor.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A lock between threads and processes that ends with its holder, however that ends. */
public final class FolderLock implements AutoCloseable {
  /**
   * Locks of this process. POSIX drops all locks of a process on a file when it closes any channel
   * of it, so a file that is locked here must not even be opened again.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock on a file, which is made where it is missing; empty where another holds it. */
  public static Optional<FolderLock> tryTake(Path file) throws IOException {
    var parent = Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    var real = parent.toRealPath().resolve(file.getFileName());
    if (!HELD.add(real)) {
      return Optional.empty();
    }
    try {
      var channel = FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return Optional.of(new FolderLock(real, channel));
      }
      channel.close();
    } catch (IOException e) {
      HELD.remove(real);
      throw e;
    }
    HELD.remove(real);
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(file);
    }
  }
}
