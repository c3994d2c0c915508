package faas.scarlet.aws;

import java.nio.file.Path;
import java.util.Optional;

/** As whom AWS is spoken to. */
public sealed interface AwsAccess {
  /** The SDK's own search: environment, profile, web identity, container, instance. */
  record FromSurroundings() implements AwsAccess {}

  /**
   * A token of another identity provider is given for short-lived keys (IRSA on EKS).
   *
   * @param tokenFile read again whenever new keys are fetched
   */
  record WebIdentity(String roleArn, Path tokenFile) implements AwsAccess {}

  /**
   * A role, perhaps of another account, for which short-lived keys are fetched.
   *
   * @param externalId what the role's owner is told of whom it is taken for
   * @param caller who takes the role
   */
  record Role(String roleArn, String externalId, AwsAccess caller) implements AwsAccess {}

  /**
   * Keys that somebody gives.
   *
   * @param sessionToken of short-lived keys
   */
  record Keys(String accessKey, String secretKey, Optional<String> sessionToken)
      implements AwsAccess {
    /** Without the secrets, so that they can never reach a log. */
    @Override
    public String toString() {
      return "Keys[" + accessKey + "]";
    }
  }
}
