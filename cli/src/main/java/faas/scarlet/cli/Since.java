package faas.scarlet.cli;

import faas.scarlet.model.function.Span;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The option {@code --since} of several commands. */
final class Since {
  private Since() {}

  /** The time so long ago, to the second. */
  static Instant ago(String span) throws UserError {
    if (!span.matches(Span.PATTERN)) {
      throw new UserError("--since: expected a span such as 90s or 2h, found " + span);
    }
    return Instant.now().minus(Span.parse(span)).truncatedTo(ChronoUnit.SECONDS);
  }
}
