package faas.scarlet.aws;

import faas.scarlet.model.function.Lambda;
import faas.scarlet.model.function.Lambda.Architecture;
import java.net.URI;
import java.util.Optional;

/**
 * What an installation decides for all its functions on AWS.
 *
 * @param installation tells this Scarlet from others in the same account; part of names and tags
 * @param prefix what the names of all that is made on AWS begin with: lower-case letters and '-'
 * @param supervisorImage where the supervisor's image is; copied into ECR
 * @param stagingBucket for what AWS must fetch or bring; a function may name another
 * @param architecture of functions that name none
 * @param logRetentionDays of functions that name none
 * @param failureDestination ARN of a queue, topic, bus or function that gets a record of each
 *     asynchronous invocation that AWS gave up
 * @param registryMirror as in SCARLET_REGISTRY_MIRROR; for images that are copied or baked
 * @param lambdaMirror the same for functions on Lambda, which need not reach what this place does
 * @param endpoint of something that stands in for AWS
 */
public record BridgeSettings(
    String installation,
    String prefix,
    String supervisorImage,
    Optional<String> stagingBucket,
    Architecture architecture,
    int logRetentionDays,
    Optional<String> failureDestination,
    Optional<String> registryMirror,
    Optional<String> lambdaMirror,
    Optional<URI> endpoint) {

  /** Settings with Scarlet's defaults for what is not given. */
  public static BridgeSettings of(
      String installation, String supervisorImage, Optional<String> stagingBucket) {
    return new BridgeSettings(
        installation,
        "scarlet",
        supervisorImage,
        stagingBucket,
        Architecture.X86_64,
        30,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Settings for who calls what others deploy; the rest does not count for that. */
  public static BridgeSettings forCalls(
      String installation, String prefix, Optional<String> stagingBucket, Optional<URI> endpoint) {
    return new BridgeSettings(
        installation,
        prefix,
        "",
        stagingBucket,
        Architecture.X86_64,
        30,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        endpoint);
  }

  /**
   * The bucket through which files of this function go to AWS and back, if there is one. The
   * installation's bucket is no place for functions with an account of their own.
   */
  public Optional<String> stagingBucketOf(FunctionOnLambda function) {
    var lambda = Optional.ofNullable(function.spec().lambda());
    return lambda
        .map(Lambda::stagingBucket)
        .or(() -> isElsewhere(lambda) ? Optional.empty() : stagingBucket);
  }

  /**
   * Who is told of an event of this function that AWS gave up, if the installation names somebody:
   * Lambda tells nobody in another account.
   */
  public Optional<String> failureDestinationOf(FunctionOnLambda function) {
    return isElsewhere(Optional.ofNullable(function.spec().lambda()))
        ? Optional.empty()
        : failureDestination;
  }

  private static boolean isElsewhere(Optional<Lambda> lambda) {
    return lambda.map(Lambda::accountSecret).isPresent();
  }
}
