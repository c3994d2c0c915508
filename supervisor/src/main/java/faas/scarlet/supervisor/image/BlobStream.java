package faas.scarlet.supervisor.image;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;

/**
 * A blob on its way: hashed as it passes, resumed where the connection breaks. Nothing of it may be
 * trusted before {@link #verify}.
 */
final class BlobStream extends InputStream {
  private static final int MOST_RESUMES = 3;

  private final Descriptor blob;
  private final Source source;
  private final ByteCount count;
  private final MessageDigest digest = Digest.sha256();
  private InputStream in;
  private volatile boolean stopped;
  private long offset;
  private int resumes;

  /** The source's fault, not the layer's and not the disk's. */
  static final class Broken extends IOException {
    Broken(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** Opens the blob from an offset on. */
  @FunctionalInterface
  interface Source {
    InputStream open(long offset) throws IOException;
  }

  /** Told of bytes as they arrive. */
  @FunctionalInterface
  interface ByteCount {
    void arrived(int bytes);
  }

  BlobStream(Descriptor blob, InputStream first, Source source, ByteCount count) {
    this.blob = blob;
    this.in = first;
    this.source = source;
    this.count = count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    while (true) {
      if (stopped) {
        throw new Broken(new InterruptedIOException("stopped while pulling"));
      }
      try {
        int n = in.read(buffer, from, length);
        if (n < 0 && offset < blob.size()) {
          throw new IOException(
              "%d of %d bytes of %s came".formatted(offset, blob.size(), blob.digest()));
        }
        if (n > 0) {
          digest.update(buffer, from, n);
          offset += n;
          count.arrived(n);
        }
        return n;
      } catch (IOException e) {
        resume(e);
      }
    }
  }

  private void resume(IOException broken) throws IOException {
    if (++resumes > MOST_RESUMES) {
      throw new Broken(broken);
    }
    in.close();
    try {
      in = source.open(offset);
    } catch (IOException e) {
      throw new Broken(e);
    }
  }

  /** Reads what is left and compares size and digest with the descriptor's. */
  void verify() throws IOException, Fault {
    byte[] rest = new byte[1 << 16];
    int n = 0;
    while (n >= 0 && offset <= blob.size()) {
      n = read(rest, 0, rest.length);
    }
    var found = Digest.finish(digest);
    if (offset != blob.size() || !found.equals(blob.digest())) {
      throw new Fault(
          Reason.IMAGE_CORRUPT,
          "other content came than the image names: expected %s of %d bytes, found %s of %d"
              .formatted(blob.digest(), blob.size(), found, offset));
    }
  }

  /** Lets the next read fail, in whatever thread that is. */
  void stop() {
    stopped = true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
