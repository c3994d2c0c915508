package faas.scarlet.aws;

import java.util.List;
import java.util.TreeSet;

/**
 * An account of functions that have one of their own, as the operator tells it to the gateway.
 *
 * @param namespace of the functions, and of their Secret
 * @param secret name of the Secret
 * @param functions names of those that use it
 * @param account what is in the Secret
 */
public record KnownAccount(
    String namespace, String secret, List<String> functions, OwnAccount account) {
  /** Key of the list in the Secret that the operator keeps for the gateway. */
  public static final String LIST = "lambda-accounts.json";

  /** In an order of their own, so that the same functions are the same text. */
  public KnownAccount {
    functions = List.copyOf(new TreeSet<>(functions));
  }

  /** Whether it is the one that functions of this namespace call so. */
  public boolean is(String inNamespace, String called) {
    return namespace.equals(inNamespace) && secret.equals(called);
  }
}
