package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A thread that starts processes and lives as long as we: the kernel ties "die with your parent"
 * (bubblewrap) to the thread that started a process, what a thread sees mounted goes to what it
 * starts, and enclosed threads may only be spoken to by a platform thread.
 */
final class Starter {
  /** Its programs see what we see. */
  static final Starter PLAIN = new Starter("starter", () -> {});

  private static final long NEW_MOUNTS = 0x20000;
  private static final long PRIVATE_FROM_HERE = 1 << 18 | 1 << 14;
  private static final long DETACH = 2;

  private final ExecutorService thread;
  private final First first;
  private boolean ready;

  /** What the thread does before anything else. */
  @FunctionalInterface
  private interface First {
    void go() throws IOException;
  }

  private Starter(String name, First first) {
    this.thread =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
    this.first = first;
  }

  /** Its programs see what we see, but nothing mounted there; needs CAP_SYS_ADMIN. */
  static Starter without(Path mount) {
    return new Starter("starter-without-" + mount.getFileName(), () -> hide(mount));
  }

  /** Has it done there. */
  <T> T ask(Callable<T> task) throws IOException, InterruptedException {
    try {
      return thread
          .submit(
              () -> {
                if (!ready) {
                  first.go();
                  ready = true;
                }
                return task.call();
              })
          .get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void hide(Path mount) throws IOException {
    try (var arena = Arena.ofConfined()) {
      Libc.UNSHARE.call(NEW_MOUNTS);
      Libc.MOUNT.call(0, arena.allocateFrom("/").address(), 0, PRIVATE_FROM_HERE, 0);
      Libc.UMOUNT.call(arena.allocateFrom(mount.toString()).address(), DETACH);
    }
  }
}
