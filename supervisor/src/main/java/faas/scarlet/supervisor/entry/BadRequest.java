package faas.scarlet.supervisor.entry;

import org.jspecify.annotations.Nullable;

/** A request that cannot be understood; the message says what is wrong with it. */
final class BadRequest extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  BadRequest(@Nullable String message) {
    this(400, message);
  }

  BadRequest(int status, @Nullable String message) {
    super(message);
    this.status = status;
  }

  /** As an HTTP status. */
  int status() {
    return status;
  }
}
