package faas.scarlet.supervisor.staging;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A span of a file as a stream of its own. */
final class SpanStream extends InputStream {
  private final FileChannel file;
  private final long end;
  private long at;

  SpanStream(Path path, Span span) throws IOException {
    this.file = FileChannel.open(path, StandardOpenOption.READ);
    this.at = span.start();
    this.end = span.end();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (at == end) {
      return -1;
    }
    int wanted = (int) Math.min(length, end - at);
    int count = file.read(ByteBuffer.wrap(bytes, offset, wanted), at);
    if (count < 0) {
      throw new EOFException("the file has become shorter while it was read");
    }
    at += count;
    return count;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, end - at);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
