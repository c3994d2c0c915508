package faas.scarlet.supervisor.staging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32C;

/** Reads a file once, span by span, for the checksums of its parts and of the whole. */
final class PartDigest {
  private static final int BUFFER = 1 << 17;

  private final MessageDigest sha256;

  PartDigest() {
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Goes on with the next span; its CRC32C, as S3 writes it. */
  String add(Path file, Span span) throws IOException {
    var crc = new CRC32C();
    byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, span.length()))];
    try (var in = new SpanStream(file, span)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
        crc.update(buffer, 0, n);
      }
    }
    return base64(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
  }

  /** The SHA-256 of all spans together. */
  byte[] whole() {
    return sha256.digest();
  }

  /** As S3 writes checksums. */
  static String base64(byte[] checksum) {
    return Base64.getEncoder().encodeToString(checksum);
  }
}
