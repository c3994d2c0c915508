package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The one thread that starts processes, which lives as long as we: the kernel ties "die with your
 * parent" (bubblewrap) to the thread that started a process, and enclosed threads may only be
 * spoken to by a platform thread.
 */
final class Starter {
  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("starter").factory());

  private Starter() {}

  /** Has it done there. */
  static <T> T ask(Callable<T> task) throws IOException, InterruptedException {
    try {
      return THREAD.submit(task).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
