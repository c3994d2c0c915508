package faas.scarlet.cli.gateway;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How a function's invocations stand.
 *
 * @param ended how many are at their end, whatever it is
 */
public record Tally(long ended, long dead, long running) {
  /** Of what the API says about a function. */
  public static Tally of(JsonNode function) {
    var counts = function.path("counts");
    long dead = counts.path("Dead").asLong();
    return new Tally(
        counts.path("Succeeded").asLong() + dead + counts.path("Cancelled").asLong(),
        dead,
        counts.path("Running").asLong());
  }
}
