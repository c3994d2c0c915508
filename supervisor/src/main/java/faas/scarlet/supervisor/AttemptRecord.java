package faas.scarlet.supervisor;

import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.AttemptState;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.model.outcome.Timings;
import faas.scarlet.supervisor.attempt.Recipient;
import faas.scarlet.supervisor.engine.Engine;
import faas.scarlet.supervisor.engine.EngineName;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.image.Image;
import faas.scarlet.supervisor.run.Exit;
import faas.scarlet.supervisor.run.LogTail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes what an attempt does, step by step, so that also a failed one can say how far it came. */
final class AttemptRecord {
  private final LogTail logTail;
  private long stepStart = System.nanoTime();
  private long imageMillis;
  private long stageInMillis;
  private long runMillis;
  private long stageOutMillis;
  private boolean cacheHit;
  private @Nullable String engine;
  private @Nullable Integer exitCode;

  AttemptRecord(Recipient recipient) {
    this.logTail = new LogTail(recipient);
  }

  LogTail logTail() {
    return logTail;
  }

  Image image(Image image) {
    cacheHit = image.cached();
    return image;
  }

  /** Choosing the engine counts as part of making the image ready. */
  Engine engine(Engine chosen) {
    engine = EngineName.of(chosen.choice());
    imageMillis = step();
    return chosen;
  }

  <T> T stagedIn(T input) {
    stageInMillis = step();
    return input;
  }

  Exit ran(Exit exit) {
    runMillis = step();
    exitCode = exit.code();
    return exit;
  }

  AttemptResult succeeded(List<OutputObject> outputs) {
    stageOutMillis = step();
    return result(AttemptState.SUCCEEDED, null, null, outputs);
  }

  AttemptResult ended(Exit exit) {
    if (exit.timedOut()) {
      return result(
          AttemptState.TIMED_OUT,
          Reason.TIMED_OUT,
          "the script was stopped at its time limit; raise the timeout or give it less work",
          List.of());
    }
    return exit.outOfMemory()
        ? result(
            AttemptState.FAILED,
            Reason.OUT_OF_MEMORY,
            "the kernel ended a process of the script because the memory was used up; give it more",
            List.of())
        : result(AttemptState.FAILED, Reason.SCRIPT_FAILED, message(exit.code()), List.of());
  }

  AttemptResult failed(Fault fault) {
    return result(AttemptState.FAILED, fault.reason(), fault.getMessage(), List.of());
  }

  private static String message(int code) {
    if (code == Exit.KILLED) {
      return "the script was killed (signal 9), perhaps for its memory; see the log, or give it more memory";
    }
    return code > 128
        ? "the script was ended by signal " + (code - 128) + "; see the log"
        : "the script ended with exit code " + code + "; see the log";
  }

  private AttemptResult result(
      AttemptState state,
      @Nullable Reason reason,
      @Nullable String message,
      List<OutputObject> outputs) {
    var timings = new Timings(imageMillis, stageInMillis, runMillis, stageOutMillis);
    return new AttemptResult(
        state, reason, message, exitCode, outputs, timings, cacheHit, engine, logTail.text());
  }

  private long step() {
    long now = System.nanoTime();
    long millis = (now - stepStart) / 1_000_000;
    stepStart = now;
    return millis;
  }
}
