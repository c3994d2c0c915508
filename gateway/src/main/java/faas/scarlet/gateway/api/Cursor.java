package faas.scarlet.gateway.api;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Where a page of invocations ended; callers hand it back as it is. */
final class Cursor {
  private static final int BYTES = 16;

  private Cursor() {}

  static String after(UUID last) {
    var bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(last.getMostSignificantBits()).putLong(last.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Absent where the text is no cursor. */
  static Optional<UUID> parse(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      var buffer = ByteBuffer.wrap(bytes);
      return bytes.length == BYTES
          ? Optional.of(new UUID(buffer.getLong(), buffer.getLong()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
