package faas.scarlet.operator.lambda;

import faas.scarlet.aws.OwnAccount;

/** The accounts of functions that have one of their own. */
@FunctionalInterface
public interface AccountKeys {
  /**
   * What this Secret of this namespace says.
   *
   * @throws faas.scarlet.aws.AwsFault where it is not there, or does not say enough
   */
  OwnAccount of(String namespace, String secret);
}
