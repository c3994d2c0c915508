package faas.scarlet.supervisor.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;

/** The bytes of a layer without their compression. */
interface Unpacker extends AutoCloseable {
  /** Fills the buffer as far as there are bytes; false where there are none left. */
  boolean fill(ByteBuffer buffer) throws IOException;

  @Override
  void close() throws IOException;

  /** The first bytes tell the compression: media types are wrong too often. */
  static Unpacker of(InputStream blob) throws IOException {
    var in = new LentStream(blob);
    byte[] start = in.readNBytes(4);
    in.unread(start);
    if (startsWith(start, 0x1f, 0x8b)) {
      return new GzipUnpacker(in);
    }
    if (startsWith(start, 0x28, 0xb5, 0x2f, 0xfd)) {
      return StreamUnpacker.zstd(in);
    }
    return StreamUnpacker.plain(in);
  }

  /** Stays open: a layer's end is not the blob's, and what follows must be read to be verified. */
  final class LentStream extends PushbackInputStream {
    LentStream(InputStream blob) {
      super(blob, 4);
    }

    @Override
    public void close() {}
  }

  private static boolean startsWith(byte[] start, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= start.length || (start[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
