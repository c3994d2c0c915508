package faas.scarlet.aws;

import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.function.FunctionSpec;
import java.util.Set;

/**
 * A function as it is to be on Lambda.
 *
 * @param storesInS3 names of the object stores that are this account's S3; files in others come and
 *     go through the staging bucket
 */
public record FunctionOnLambda(
    MayLeaveCluster checked, AwsAccount account, Set<String> storesInS3) {
  public FunctionOnLambda {
    storesInS3 = Set.copyOf(storesInS3);
  }

  /** What runs. */
  public Function function() {
    return checked.function();
  }

  /** Namespace and name. */
  public FunctionId id() {
    return function().id();
  }

  /** What the user wrote. */
  public FunctionSpec spec() {
    return function().spec();
  }

  /** What names it in calls that send nothing of it. */
  public LambdaAddress address() {
    return new LambdaAddress(id(), account);
  }
}
