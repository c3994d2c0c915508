package faas.scarlet.aws.deploy;

import faas.scarlet.aws.client.Aws;
import java.util.OptionalInt;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;

/** How many instances the function may have, which are then kept for it alone. */
final class Concurrency {
  private final LambdaClient lambda;
  private final String name;

  Concurrency(LambdaClient lambda, Names names) {
    this.lambda = lambda;
    this.name = names.function();
  }

  /** Makes it have this reservation, or none. */
  void ensure(GetFunctionResponse function, OptionalInt wanted) {
    var concurrency = function.concurrency();
    Integer found = concurrency == null ? null : concurrency.reservedConcurrentExecutions();
    if (wanted.isPresent() && (found == null || found != wanted.getAsInt())) {
      Aws.ask(
          "reserving instances for function " + name,
          () ->
              lambda.putFunctionConcurrency(
                  request ->
                      request.functionName(name).reservedConcurrentExecutions(wanted.getAsInt())));
    } else if (wanted.isEmpty() && found != null) {
      Aws.drop(
          "giving back the instances of function " + name,
          () -> lambda.deleteFunctionConcurrency(request -> request.functionName(name)));
    }
  }
}
