package faas.scarlet.cli;

/** Something that the user can put right; the message says how, and no stack trace is shown. */
public final class UserError extends Exception {
  /** What was expected, what was found, what to do. */
  public UserError(String message) {
    super(message);
  }
}
