package faas.scarlet.supervisor.image;

import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Downloads, hashes and inflates in a thread of its own, some buffers ahead of the one that writes:
 * so one layer keeps two cores busy. How much it is ahead is bounded by the number of buffers.
 */
final class ReadAhead implements Chunks, AutoCloseable {
  private static final int AHEAD = 6;

  private final Unpacker unpacker;
  private final Budget budget;
  private final Buffers buffers;
  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(AHEAD);
  private final BlockingQueue<ByteBuffer> full = new ArrayBlockingQueue<>(AHEAD + 1);
  private final Thread thread;
  private ByteBuffer current = END;
  private volatile @Nullable Throwable failure;

  ReadAhead(Unpacker unpacker, Budget budget, Buffers buffers) {
    this.unpacker = unpacker;
    this.budget = budget;
    this.buffers = buffers;
    for (int i = 0; i < AHEAD; i++) {
      free.add(buffers.take());
    }
    this.thread = Thread.ofPlatform().name("scarlet-inflate").daemon().start(this::fill);
  }

  private void fill() {
    try {
      while (true) {
        var buffer = free.take();
        boolean some = unpacker.fill(buffer.clear());
        budget.bytes(buffer.position());
        if (!some) {
          free.add(buffer);
          break;
        }
        full.put(buffer.flip());
      }
    } catch (InterruptedException stopped) {
      return; // nobody reads any more
    } catch (Throwable e) {
      failure = e;
    }
    full.add(END);
  }

  @Override
  public ByteBuffer next() throws IOException, Fault {
    if (!isEnd(current)) {
      free.add(current);
    }
    try {
      current = full.take();
    } catch (InterruptedException e) {
      current = END;
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while unpacking");
    }
    if (isEnd(current)) {
      full.add(END);
      rethrow(failure);
    }
    return current;
  }

  private static boolean isEnd(ByteBuffer buffer) {
    return buffer.capacity() == 0;
  }

  private static void rethrow(@Nullable Throwable failure) throws IOException, Fault {
    switch (failure) {
      case null -> {}
      case Fault fault -> throw fault;
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  /** Stops reading; the thread is gone when this returns. */
  @Override
  public void close() throws IOException {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!isEnd(current)) {
      buffers.give(current);
    }
    free.forEach(buffers::give);
    full.stream().filter(buffer -> !isEnd(buffer)).forEach(buffers::give);
    unpacker.close();
  }
}
