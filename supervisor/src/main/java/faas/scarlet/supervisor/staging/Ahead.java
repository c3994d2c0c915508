package faas.scarlet.supervisor.staging;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/**
 * Tasks that run side by side, a few at a time, and whose results are taken in the order of their
 * start. The first failure is thrown to the one who starts or finishes; then nothing new is
 * started, and closing interrupts what is under way and waits for it.
 */
final class Ahead<T> implements AutoCloseable {
  private final ExecutorService threads = Executors.newThreadPerTaskExecutor(factory());

  private final Queue<Future<T>> underWay = new ArrayDeque<>();
  private final int most;
  private final Taker<T> taker;

  /** Takes results, in the thread that starts the tasks. */
  @FunctionalInterface
  interface Taker<T> {
    void take(T result) throws Fault;
  }

  Ahead(int most, Taker<T> taker) {
    this.most = most;
    this.taker = taker;
  }

  /** Starts a task, after the first one's end where the most are under way. */
  void start(Callable<T> task) throws Fault {
    if (underWay.size() >= most) {
      takeFirst();
    }
    underWay.add(threads.submit(task));
  }

  /** Waits for all. */
  void finish() throws Fault {
    while (!underWay.isEmpty()) {
      takeFirst();
    }
  }

  /**
   * Of the caller's kind. Virtual ones, as a server's, let go of a socket when they are
   * interrupted, even when the store has fallen silent. But once one has waited for a socket, Java
   * needs 0.3 s more to end, for which a one-shot has no time.
   */
  private static ThreadFactory factory() {
    var builder =
        Thread.currentThread().isVirtual() ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    return builder.name("scarlet-transfer-", 0).factory();
  }

  private void takeFirst() throws Fault {
    try {
      taker.take(underWay.remove().get());
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Fault fault -> throw fault;
        case RuntimeException broken -> throw broken;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      throw new Fault(Reason.SUPERVISOR_LOST, "the supervisor was stopped; try again", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
