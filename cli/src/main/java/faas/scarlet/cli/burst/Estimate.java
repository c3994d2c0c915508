package faas.scarlet.cli.burst;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;

/**
 * What it will cost, and how long it will take, to run a function on Lambda for many files.
 *
 * @param cost in US dollars
 * @param time until all are done, at as many at once as the function may
 * @param basis where the time of a single run is from
 */
public record Estimate(double cost, Duration time, String basis) {
  /**
   * By what is known of the function.
   *
   * @param function as the gateway's API shows it
   * @param ended invocations of it that succeeded, as the API shows them; none: each counts with
   *     its time limit
   */
  public static Estimate of(JsonNode function, long files, JsonNode ended, Prices prices) {
    var times = new ArrayList<Duration>();
    for (JsonNode invocation : ended) {
      if (invocation.has("startedAt") && invocation.has("endedAt")) {
        times.add(
            Duration.between(
                Instant.parse(invocation.path("startedAt").asText()),
                Instant.parse(invocation.path("endedAt").asText())));
      }
    }
    times.sort(null);
    var size = function.path("size");
    var each =
        times.isEmpty()
            ? Duration.ofSeconds(size.path("timeLimitSeconds").asLong())
            : times.get(times.size() / 2);
    String basis =
        times.isEmpty()
            ? "at the most: no run of it is known, so each counts with its timeout of "
                + inWords(each)
            : "%s for each, the median of %d runs".formatted(inWords(each), times.size());
    var paid =
        new Prices.Size(
            size.path("memory").asText(),
            size.path("ephemeralStorage").asText(),
            size.path("architecture").asText().equals("arm64"));
    long rounds = Math.ceilDiv(files, Math.max(1, size.path("atOnce").asLong()));
    return new Estimate(
        prices.of(paid, files, each.multipliedBy(files)), each.multipliedBy(rounds), basis);
  }

  /** As people read it. */
  public String inWords() {
    return String.format(Locale.ROOT, "about %.4f USD and %s (%s)", cost, inWords(time), basis);
  }

  /** A time as people read it, to the second from a minute on. */
  public static String inWords(Duration time) {
    return time.toSeconds() < 60
        ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0)
        : time.toHours() < 1
            ? "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart())
            : "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
  }
}
