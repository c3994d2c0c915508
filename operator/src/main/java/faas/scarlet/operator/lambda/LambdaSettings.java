package faas.scarlet.operator.lambda;

import faas.scarlet.aws.OwnAccount;
import faas.scarlet.aws.S3Addresses;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.function.Lambda;
import faas.scarlet.model.function.Placement.PlacementTarget;
import java.net.URI;
import java.util.Optional;

/**
 * Whether, and where, functions go to Lambda.
 *
 * @param region of functions that name none; none: the installation has no Lambda
 * @param endpoint of what stands in for AWS
 */
public record LambdaSettings(Optional<String> region, Optional<URI> endpoint) {

  /** Whether anything can be asked of AWS. */
  public boolean isConfigured() {
    return region.isPresent();
  }

  /**
   * Where this function is to be; empty where it is not to be on Lambda, or cannot.
   *
   * @param own its own account, if it has one
   */
  Optional<Place> placeOf(FunctionSpec spec, Optional<OwnAccount> own) {
    if (spec.placement().target() == PlacementTarget.CLUSTER) {
      return Optional.empty();
    }
    var lambda = Optional.ofNullable(spec.lambda());
    return region.map(
        usual ->
            new Place(
                lambda.map(Lambda::region).or(() -> own.flatMap(OwnAccount::region)).orElse(usual),
                lambda.map(Lambda::accountSecret)));
  }

  /** Whether a store with this endpoint is AWS's own. */
  boolean isS3(URI store) {
    return new S3Addresses(endpoint).has(store);
  }
}
