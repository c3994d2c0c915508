package faas.scarlet.supervisor.image;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Buffers outside the heap, used again and again: a pull needs as many as its threads, no more. */
final class Buffers {
  private static final int SIZE = 1 << 18;

  private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

  ByteBuffer take() {
    var buffer = free.poll();
    return buffer == null ? ByteBuffer.allocateDirect(SIZE) : buffer.clear();
  }

  void give(ByteBuffer buffer) {
    free.add(buffer);
  }
}
