package faas.scarlet.cli;

import faas.scarlet.cli.gateway.Waiting;
import faas.scarlet.model.function.Span;
import java.io.IOException;
import picocli.CommandLine.Option;

/** The options of every command that gives a function work. */
final class WaitOptions {
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
    if (!within.matches(Span.PATTERN)) {
      throw new UserError("--within: expected a span such as 90s or 2h, found " + within);
    }
    return waiting.await(invocations, revived, Span.parse(within), System.err) ? 0 : 1;
  }
}
