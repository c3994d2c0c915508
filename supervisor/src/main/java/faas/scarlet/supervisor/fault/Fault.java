package faas.scarlet.supervisor.fault;

import faas.scarlet.model.outcome.Reason;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;

/** Ends an attempt: a reason of the closed list, and a sentence that says what to do. */
public final class Fault extends Exception {
  private final Reason reason;

  public Fault(Reason reason, String message) {
    this(reason, message, null);
  }

  public Fault(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /**
   * A failure of the local disk, or of {@code reason} where the disk is not to blame; a thread that
   * was stopped in the middle is no failure of either.
   *
   * @param doing what was tried, as in "writing /tmp/x"
   */
  public static Fault of(Reason reason, String doing, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      return new Fault(
          Reason.SUPERVISOR_LOST, doing + ": the supervisor was stopped; try again", e);
    }
    return isDiskFull(e)
        ? new Fault(
            Reason.DISK_FULL,
            doing + ": no space is left; free some, or give more storage (ephemeralStorage)",
            e)
        : new Fault(reason, doing + ": " + describe(e), e);
  }

  /** Why the attempt failed. */
  public Reason reason() {
    return reason;
  }

  /** Whether the exception, or what caused it, is about a disk or a quota that is used up. */
  public static boolean isDiskFull(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      if (message.contains("No space left on device") || message.contains("Disk quota exceeded")) {
        return true;
      }
    }
    return false;
  }

  private static String describe(IOException e) {
    // Some of the JDK's exceptions have only a path as their message.
    return e.getClass() == IOException.class && e.getMessage() != null
        ? e.getMessage()
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
