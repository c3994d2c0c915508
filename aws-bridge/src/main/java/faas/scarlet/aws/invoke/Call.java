package faas.scarlet.aws.invoke;

/**
 * A call of a function.
 *
 * @param payload JSON: at most 6 MB where the answer is waited for, 1 MB where it is not
 * @param waits whether the answer is waited for; else Lambda queues the call and tries it itself
 */
public record Call(String payload, boolean waits) {
  /** The most bytes of a call whose answer is waited for, and of the answer. */
  public static final int MOST_SYNCHRONOUS = 6_291_556;

  /** The most bytes of a call that is queued. */
  public static final int MOST_QUEUED = 1_048_576;

  /** The most bytes of this kind of call. */
  public int most() {
    return waits ? MOST_SYNCHRONOUS : MOST_QUEUED;
  }
}
