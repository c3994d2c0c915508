package faas.scarlet.operator.lambda;

import faas.scarlet.aws.AwsAccess;

/** As whom a function's account is used. */
@FunctionalInterface
public interface AccountKeys {
  /**
   * For functions of this namespace at this place.
   *
   * @throws faas.scarlet.aws.AwsFault where the keys are not there
   */
  AwsAccess of(String namespace, Place place);
}
