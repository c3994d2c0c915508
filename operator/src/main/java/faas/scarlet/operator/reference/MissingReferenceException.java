package faas.scarlet.operator.reference;

/** What a manifest refers to is not there; the message is fit for a condition. */
public final class MissingReferenceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String message;

  MissingReferenceException(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** What it is that misses. */
  public Kind kind() {
    return kind;
  }

  /** What a manifest may refer to. */
  public enum Kind {
    SCRIPT,
    VALUE,
    LOGIN
  }
}
