package faas.scarlet.model.function;

import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as Kubernetes writes them: {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 500ms}. */
public final class Span {
  /** What a duration in a manifest must look like. */
  public static final String PATTERN = "^([0-9]+(h|m|s|ms))+$";

  private static final Pattern PART = Pattern.compile("([0-9]+)(ms|h|m|s)");

  private Span() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException where the text does not match {@link #PATTERN}
   */
  public static Duration parse(String text) {
    if (!text.matches(PATTERN)) {
      throw new IllegalArgumentException("not a duration such as 90s or 5m: " + text);
    }
    var sum = Duration.ZERO;
    var parts = PART.matcher(text);
    while (parts.find()) {
      long n = Long.parseLong(parts.group(1));
      sum =
          sum.plus(
              switch (parts.group(2)) {
                case "h" -> Duration.ofHours(n);
                case "m" -> Duration.ofMinutes(n);
                case "s" -> Duration.ofSeconds(n);
                default -> Duration.ofMillis(n);
              });
    }
    return sum;
  }
}
