package faas.scarlet.supervisor.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Gzip with any number of members (RFC 1952). The checksums of the members are not compared: the
 * digest of the whole layer is.
 */
final class GzipUnpacker implements Unpacker {
  private static final int TRAILER = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final byte[] bytes = new byte[1 << 16];
  private int at;
  private int limit;
  private boolean inMember;

  GzipUnpacker(InputStream in) {
    this.in = in;
  }

  @Override
  public boolean fill(ByteBuffer buffer) throws IOException {
    int start = buffer.position();
    while (buffer.hasRemaining() && (inMember || nextMember())) {
      inflate(buffer);
    }
    return buffer.position() > start;
  }

  private void inflate(ByteBuffer buffer) throws IOException {
    try {
      int n = inflater.inflate(buffer);
      if (inflater.finished()) {
        at = limit - inflater.getRemaining();
        skip(TRAILER);
        inflater.reset();
        inMember = false;
      } else if (n == 0 && inflater.needsDictionary()) {
        throw new IOException("the gzip stream is not valid: it wants a dictionary");
      } else if (n == 0) {
        at = limit;
        require();
        inflater.setInput(bytes, at, limit - at);
      }
    } catch (DataFormatException e) {
      throw new IOException("the gzip stream is not valid: " + e.getMessage(), e);
    }
  }

  /** Reads a member's header; false at the end, and where something else is appended. */
  private boolean nextMember() throws IOException {
    if (!more() || next() != 0x1f || next() != 0x8b || next() != 8) {
      return false;
    }
    int flags = next();
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.setInput(bytes, at, limit - at);
    inMember = true;
    return true;
  }

  private void skipText() throws IOException {
    while (next() != 0) {
      // a name or a comment
    }
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private int next() throws IOException {
    require();
    return bytes[at++] & 0xff;
  }

  private void require() throws IOException {
    if (!more()) {
      throw new EOFException("the gzip stream ends too early");
    }
  }

  private boolean more() throws IOException {
    if (at == limit) {
      at = 0;
      limit = Math.max(0, in.read(bytes, 0, bytes.length));
    }
    return at < limit;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
