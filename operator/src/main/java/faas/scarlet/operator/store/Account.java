package faas.scarlet.operator.store;

/**
 * A function's account with an object store.
 *
 * @param name its access key, and the name of its policy
 * @param secret its secret key
 * @param policy what it may do, as IAM's JSON
 */
public record Account(String name, String secret, String policy) {
  /** What a function's account is called. */
  public static String name(String functionUid) {
    return "scarlet-" + functionUid;
  }

  /** The same without the secret, so that it can never reach a log. */
  @Override
  public String toString() {
    return "Account[%s, %s]".formatted(name, policy);
  }
}
