package faas.scarlet.cli;

import faas.scarlet.cli.gateway.GatewayApi;
import faas.scarlet.cli.gateway.Waiting;
import faas.scarlet.model.function.Span;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of every command that gives a function work. */
final class WaitOptions {
  private static final Duration PAUSE = Duration.ofMillis(300);

  @Option(
      names = {"-w", "--wait"},
      description = "Waits for the ends of the invocations; exit code 1 where one is dead.")
  private boolean wait;

  @Option(
      names = "--within",
      paramLabel = "SPAN",
      defaultValue = "1h",
      description = "How long to wait at the most; default: ${DEFAULT-VALUE}.")
  private String within = "1h";

  /**
   * Waits where the user wants that.
   *
   * @param revived how many of the invocations were at their end before
   * @return the exit code
   */
  int await(Waiting waiting, long invocations, long revived)
      throws IOException, InterruptedException, UserError {
    if (!wait || invocations == 0) {
      return 0;
    }
    return waiting.await(invocations, revived, limit(), System.err) ? 0 : 1;
  }

  /**
   * Waits for the end of one invocation, whether the user wants to wait or not.
   *
   * @return its state, which may still be another one where the time is up
   */
  String end(GatewayApi api, String invocation)
      throws IOException, InterruptedException, UserError {
    long end = System.nanoTime() + limit().toNanos();
    while (true) {
      var found = api.get("/api/invocations/" + invocation);
      if (found.has("endedAt") || System.nanoTime() > end) {
        return found.path("state").asText();
      }
      Thread.sleep(PAUSE);
    }
  }

  private Duration limit() throws UserError {
    if (!within.matches(Span.PATTERN)) {
      throw new UserError("--within: expected a span such as 90s or 2h, found " + within);
    }
    return Span.parse(within);
  }
}
