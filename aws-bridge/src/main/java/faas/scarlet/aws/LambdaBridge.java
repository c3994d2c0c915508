package faas.scarlet.aws;

import faas.scarlet.aws.invoke.Answer;
import faas.scarlet.aws.invoke.Call;
import java.util.Optional;

/**
 * Functions on AWS Lambda. All calls may be made again at any time, by any number of threads, and
 * end within a few minutes; an invocation ends with its function's time limit.
 */
public interface LambdaBridge extends AutoCloseable {
  /**
   * Makes AWS have this function, its trigger included, whatever was there before; where all is as
   * it should be nothing is changed.
   *
   * @throws AwsFault where that was not possible; called again it goes on from there
   */
  Deployment deploy(FunctionOnLambda function);

  /**
   * What is there; empty where nothing is.
   *
   * @throws AwsFault where AWS does not tell, or what is there is not ours
   */
  Optional<Deployment> describe(LambdaAddress address);

  /**
   * Calls a function that is deployed.
   *
   * @throws AwsFault where AWS did not take the call; what the function makes of it, and that there
   *     is no room for it now, are answers
   */
  Answer invoke(FunctionOnLambda function, Call call);

  /**
   * Takes away all that {@link #deploy} made for this function. Buckets and files of users stay.
   * That nothing is there is success.
   *
   * @throws AwsFault where that was not possible; called again it goes on from there
   */
  void remove(LambdaAddress address);

  /** Closes all connections. */
  @Override
  void close();
}
