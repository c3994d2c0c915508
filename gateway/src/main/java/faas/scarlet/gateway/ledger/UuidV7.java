package faas.scarlet.gateway.ledger;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids that sort by the time of their making (RFC 9562, section 5.7). */
final class UuidV7 {
  private UuidV7() {}

  static UUID next() {
    var random = ThreadLocalRandom.current();
    return at(System.currentTimeMillis(), random.nextLong(), random.nextLong());
  }

  static UUID at(long epochMillis, long randomA, long randomB) {
    long high = (epochMillis << 16) | 0x7000L | (randomA & 0x0fffL);
    long low = (randomB & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
