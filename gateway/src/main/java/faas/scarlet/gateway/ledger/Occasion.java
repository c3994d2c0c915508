package faas.scarlet.gateway.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Digests of what causes work. Keys of objects may have a kilobyte and are kept for as long as a
 * function lives, so the ledger keeps 128 bits of their SHA-256 instead.
 */
final class Occasion {
  private Occasion() {}

  /** The digest of these words in this order; no word contains NUL. */
  static UUID of(String... words) {
    try {
      byte[] text = String.join("\0", words).getBytes(UTF_8);
      var digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text));
      return new UUID(digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
