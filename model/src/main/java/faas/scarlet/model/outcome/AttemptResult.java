package faas.scarlet.model.outcome;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a supervisor says of an attempt that it carried out.
 *
 * @param reason absent when it succeeded
 * @param message one sentence for the user: what happened and what to do; absent when it succeeded
 * @param exitCode of the script; 128 + n for signal n; absent when it was not started
 * @param outputs what was published; empty unless it succeeded
 * @param cacheHit whether the image was there already
 * @param engine what ran the image; absent when nothing did
 * @param logTail the last of the script's standard output and error, as it came
 */
public record AttemptResult(
    AttemptState state,
    @Nullable Reason reason,
    @Nullable String message,
    @Nullable Integer exitCode,
    List<OutputObject> outputs,
    Timings timings,
    boolean cacheHit,
    @Nullable String engine,
    String logTail) {

  public AttemptResult {
    outputs = List.copyOf(outputs);
  }

  /**
   * An attempt of which nothing is known but that it failed: no step of it was measured, nothing
   * was published.
   */
  public static AttemptResult failed(Reason reason, String message) {
    return unmeasured(AttemptState.FAILED, reason, message, "");
  }

  /** The same of one that ran until its time was over. */
  public static AttemptResult timedOut(String message, String logTail) {
    return unmeasured(AttemptState.TIMED_OUT, Reason.TIMED_OUT, message, logTail);
  }

  private static AttemptResult unmeasured(
      AttemptState state, Reason reason, String message, String logTail) {
    var none = new Timings(0, 0, 0, 0);
    return new AttemptResult(state, reason, message, null, List.of(), none, false, null, logTail);
  }

  /** Whether the outputs are there. */
  public boolean succeeded() {
    return state == AttemptState.SUCCEEDED;
  }
}
