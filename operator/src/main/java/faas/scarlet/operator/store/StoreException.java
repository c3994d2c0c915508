package faas.scarlet.operator.store;

/** What an object store did not do, and why; the message is fit for a condition. */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Cause cause;
  private final String message;

  /** With what was tried, what was found, and what to do. */
  public StoreException(Cause cause, String message) {
    super(message);
    this.message = message;
    this.cause = cause;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** What kind of trouble it is. */
  public Cause kind() {
    return cause;
  }

  /** Why a store does not do what it is asked. */
  public enum Cause {
    /** No answer, or one of a store in trouble: worth another try. */
    UNREACHABLE,
    /** The credentials do not suffice. */
    DENIED,
    /** It is another installation's: we may not even see its Secret. */
    NOT_OURS,
    /** There is no such store, or not all that is needed to use it. */
    NOT_FOUND,
    /** Somebody else's notification rule is in the way. */
    CONFLICT,
    /** The store does not know the webhook target. */
    TARGET_NOT_REGISTERED,
    /** The store refuses for a reason of its own. */
    REFUSED
  }
}
