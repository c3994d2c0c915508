package faas.scarlet.supervisor.image;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A layer without compression, and one with Zstandard. */
final class StreamUnpacker implements Unpacker {
  /** Zstandard window, as a power of two: 32 MiB bounds the memory that a layer can ask for. */
  private static final int LARGEST_WINDOW = 25;

  private final InputStream in;
  private final boolean plain;
  private final byte[] bytes = new byte[1 << 16];

  private StreamUnpacker(InputStream in, boolean plain) {
    this.in = in;
    this.plain = plain;
  }

  static StreamUnpacker plain(InputStream in) {
    return new StreamUnpacker(in, true);
  }

  static StreamUnpacker zstd(InputStream in) throws IOException {
    return new StreamUnpacker(new ZstdInputStreamNoFinalizer(in).setLongMax(LARGEST_WINDOW), false);
  }

  /** Whether the bytes come as they are. */
  boolean isPlain() {
    return plain;
  }

  @Override
  public boolean fill(ByteBuffer buffer) throws IOException {
    int start = buffer.position();
    while (buffer.hasRemaining()) {
      int n = in.read(bytes, 0, Math.min(bytes.length, buffer.remaining()));
      if (n < 0) {
        break;
      }
      buffer.put(bytes, 0, n);
    }
    return buffer.position() > start;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
