package faas.scarlet.model.function;

import static faas.scarlet.model.function.Absent.orElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import java.time.Duration;

/** What happens after an attempt that failed. */
public record Retry(
    @Default("3") @Min(1) @Max(100) @JsonPropertyDescription("Attempts in all.") Integer attempts,
    @Default("10s")
        @Pattern(Span.PATTERN)
        @JsonPropertyDescription("Pause after the first failure; doubles with each.")
        String backoff,
    @Default("10m") @Pattern(Span.PATTERN) @JsonPropertyDescription("Longest pause.")
        String maxBackoff,
    @Default("6h")
        @Pattern(Span.PATTERN)
        @JsonPropertyDescription("Invocations that wait longer are given up.")
        String maxAge) {
  static final Retry DEFAULT = new Retry(3, "10s", "10m", "6h");

  public Retry {
    attempts = orElse(attempts, 3);
    backoff = orElse(backoff, "10s");
    maxBackoff = orElse(maxBackoff, "10m");
    maxAge = orElse(maxAge, "6h");
  }

  /**
   * Pause before the next attempt, without jitter.
   *
   * @param attempt number of the attempt that failed, from 1
   */
  public Duration pauseAfter(int attempt) {
    var longest = Span.parse(maxBackoff);
    int doublings = Math.min(attempt - 1, 30);
    var pause = Span.parse(backoff).multipliedBy(1L << doublings);
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
