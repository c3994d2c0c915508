package faas.scarlet.gateway.testing;

import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.AttemptState;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.model.outcome.Timings;
import java.util.List;

/** Results of attempts, as supervisors give them. */
public final class Results {
  private static final Timings TIMINGS = new Timings(1, 2, 3, 4);

  private Results() {}

  public static AttemptResult succeeded() {
    return printed("done\n");
  }

  /** Succeeded after it printed this. */
  public static AttemptResult printed(String log) {
    return succeeded(log, new OutputObject("default", "out", "a.png", 3, "abc"));
  }

  /** Succeeded and has this result. */
  public static AttemptResult published(OutputObject output) {
    return succeeded("done\n", output);
  }

  private static AttemptResult succeeded(String log, OutputObject output) {
    return new AttemptResult(
        AttemptState.SUCCEEDED, null, null, 0, List.of(output), TIMINGS, true, "crun", log);
  }

  public static AttemptResult failed(Reason reason, int exitCode, String logTail) {
    return new AttemptResult(
        AttemptState.FAILED,
        reason,
        "the script ended with exit code " + exitCode,
        exitCode,
        List.of(),
        TIMINGS,
        true,
        "crun",
        logTail);
  }
}
