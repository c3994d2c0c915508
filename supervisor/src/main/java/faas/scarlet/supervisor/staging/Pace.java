package faas.scarlet.supervisor.staging;

import java.time.Duration;

/** How long a transfer may take: slower ones are given up, so that nothing waits for ever. */
final class Pace {
  private static final Duration START = Duration.ofSeconds(60);
  private static final long LEAST_PER_SECOND = 64 << 10;

  private Pace() {}

  /** A minute, and a second for every 64 KiB. */
  static Duration limit(long bytes) {
    return START.plusSeconds(bytes / LEAST_PER_SECOND);
  }
}
