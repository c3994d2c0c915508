package faas.scarlet.supervisor.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class UnpackerTest {
  private static final byte[] TEXT = "one member after the other, ".repeat(4000).getBytes(UTF_8);

  @Test
  void gzipMayHaveManyMembersAndPaddingAfterThem() throws IOException {
    byte[] members = join(gzip(TEXT), gzip(new byte[0]), gzip(TEXT), new byte[1000]);

    assertThat(unpack(new Slow(members))).isEqualTo(join(TEXT, TEXT));
  }

  @Test
  void gzipHeadersMayHaveANameACommentAndMore() throws IOException {
    byte[] plain = gzip(TEXT);
    byte[] header = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 0};
    byte[] more = {3, 0, 'x', 'y', 'z', 'n', 0, 'c', 0, 1, 2};

    assertThat(unpack(new Slow(join(header, more, Arrays.copyOfRange(plain, 10, plain.length)))))
        .isEqualTo(TEXT);
  }

  @Test
  void zstdAndPlainBytesAreKnownByTheirStart() throws IOException {
    assertThat(unpack(new Slow(join(Zstd.compress(TEXT), Zstd.compress(TEXT)))))
        .isEqualTo(join(TEXT, TEXT));
    assertThat(unpack(new Slow(TEXT))).isEqualTo(TEXT);
    assertThat(unpack(new Slow(new byte[0]))).isEmpty();
  }

  @Test
  void whatIsCutIsRefused() {
    byte[] gzip = gzip(TEXT);
    byte[] zstd = Zstd.compress(TEXT);

    assertThatThrownBy(() -> unpack(new Slow(Arrays.copyOf(gzip, gzip.length - 20))))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> unpack(new Slow(Arrays.copyOf(gzip, gzip.length - 4))))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> unpack(new Slow(Arrays.copyOf(zstd, zstd.length - 4))))
        .isInstanceOf(IOException.class);
  }

  /** A network that gives a few bytes at a time. */
  private static final class Slow extends ByteArrayInputStream {
    Slow(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] buffer, int from, int length) {
      return super.read(buffer, from, Math.min(length, 100));
    }

    @Override
    public synchronized int available() {
      return 0;
    }
  }

  private static byte[] unpack(InputStream blob) throws IOException {
    var out = new ByteArrayOutputStream();
    var buffer = ByteBuffer.allocateDirect(1000);
    try (var unpacker = Unpacker.of(blob)) {
      while (unpacker.fill(buffer.clear())) {
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        out.writeBytes(bytes);
      }
    }
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] content) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
