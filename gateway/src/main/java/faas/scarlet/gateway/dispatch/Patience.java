package faas.scarlet.gateway.dispatch;

import java.time.Duration;

/**
 * How a gateway goes on asking a target that has no room: soon first, because attempts may be
 * short, then less and less often, and not for ever, because others wait as well.
 */
final class Patience {
  private static final Duration FIRST = Duration.ofMillis(25);
  private static final Duration IN_ALL = Duration.ofSeconds(20);

  private Duration next = FIRST;
  private Duration spent = Duration.ZERO;

  /** Whether asking once more is still worth it. */
  boolean left() {
    return spent.compareTo(IN_ALL) < 0;
  }

  /**
   * The pause before asking again; doubles with each call.
   *
   * @param longest what the target said about when to come back
   */
  Duration pause(Duration longest) {
    var pause = next.compareTo(longest) < 0 ? next : longest;
    next = next.multipliedBy(2);
    spent = spent.plus(pause);
    return pause;
  }
}
