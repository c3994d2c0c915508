package faas.scarlet.aws;

import org.jspecify.annotations.Nullable;

/**
 * What AWS, or the way to it, did not do; the message says in plain words what was tried, what was
 * found and what to do. It never has a credential in it.
 */
public final class AwsFault extends RuntimeException {
  private final AwsCause why;

  /** A fault with what made it known. */
  public AwsFault(AwsCause why, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.why = why;
  }

  /** A fault that Scarlet found itself. */
  public AwsFault(AwsCause why, String message) {
    this(why, message, null);
  }

  /** Which of the closed list it is. */
  public AwsCause why() {
    return why;
  }
}
