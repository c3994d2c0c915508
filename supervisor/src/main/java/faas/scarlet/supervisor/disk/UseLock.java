package faas.scarlet.supervisor.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says that something is in use: any number of threads and processes may, or one alone that wants
 * to change or remove it. The file's time tells when it was last used.
 */
public final class UseLock implements Closeable {
  private static final int ALONE = -1;
  private static final long POLL_MILLIS = 20;

  /** Of this process; see {@link FolderLock} for why a file must not be opened a second time. */
  private static final Map<Path, Held> HELD = new HashMap<>();

  private final Path file;
  private boolean closed;

  private static final class Held {
    final FileChannel channel;
    int users;

    Held(FileChannel channel, int users) {
      this.channel = channel;
      this.users = users;
    }
  }

  private UseLock(Path file) {
    this.file = file;
  }

  /**
   * Takes part in the use; waits while another has it alone.
   *
   * @throws IOException also where that takes longer than the limit
   */
  public static UseLock share(Path file, Duration limit) throws IOException {
    var end = Instant.now().plus(limit);
    while (true) {
      var lock = take(file, false);
      if (lock.isPresent()) {
        return lock.get();
      }
      if (Instant.now().isAfter(end)) {
        throw new IOException(file + " has been locked by another process for " + limit);
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("stopped while waiting for the lock " + file, e);
      }
    }
  }

  /** Takes it alone; empty where any thread or process uses it. */
  public static Optional<UseLock> tryAlone(Path file) throws IOException {
    return take(file, true);
  }

  private static Optional<UseLock> take(Path file, boolean alone) throws IOException {
    var key = file.toAbsolutePath();
    synchronized (HELD) {
      @Nullable Held held = HELD.get(key);
      if (held != null) {
        if (alone || held.users == ALONE) {
          return Optional.empty();
        }
        held.users++;
        return Optional.of(new UseLock(key));
      }
      var channel =
          FileChannel.open(
              key, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      boolean locked;
      try {
        locked = channel.tryLock(0, Long.MAX_VALUE, !alone) != null;
        if (locked && !alone) {
          touch(channel);
        }
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      if (!locked) {
        channel.close();
        return Optional.empty();
      }
      HELD.put(key, new Held(channel, alone ? ALONE : 1));
      return Optional.of(new UseLock(key));
    }
  }

  /** By a write: to set the time by name would open the file a second time, and end the lock. */
  private static void touch(FileChannel channel) throws IOException {
    channel.write(ByteBuffer.wrap(new byte[1]), 0);
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      var held = HELD.get(file);
      if (closed || held == null) {
        return;
      }
      closed = true;
      if (held.users > 1) {
        held.users--;
        return;
      }
      HELD.remove(file);
      try (held.channel) {
        if (held.users != ALONE) {
          touch(held.channel);
        }
      }
    }
  }
}
