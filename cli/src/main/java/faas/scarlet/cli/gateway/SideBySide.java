package faas.scarlet.cli.gateway;

import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Carries out many requests, a few at a time. */
public final class SideBySide {
  private static final int AT_ONCE = 8;

  private SideBySide() {}

  /**
   * Asks for each, in their order; the answers come in any order, one by one, on the caller's
   * thread. The first request that fails ends all.
   */
  public static <T, R> void each(Iterator<T> things, Request<T, R> request, Consumer<R> answer)
      throws IOException, InterruptedException {
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var service = new ExecutorCompletionService<R>(threads);
      int waiting = 0;
      while (things.hasNext() || waiting > 0) {
        while (things.hasNext() && waiting < AT_ONCE) {
          T thing = things.next();
          service.submit(() -> request.send(thing));
          waiting++;
        }
        answer.accept(service.take().get());
        waiting--;
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure
          ? failure
          : new IOException(String.valueOf(e.getCause()), e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** What is asked for one of them. */
  @FunctionalInterface
  public interface Request<T, R> {
    /** The answer; interrupted when another one has failed. */
    R send(T thing) throws IOException, InterruptedException;
  }
}
