package faas.scarlet.aws.deploy;

import faas.scarlet.aws.client.Aws;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;

/** An HTTPS address of the function's own, for callers whose AWS signature IAM lets pass. */
final class FunctionUrl {
  private final LambdaClient lambda;
  private final String name;

  FunctionUrl(LambdaClient lambda, Names names) {
    this.lambda = lambda;
    this.name = names.function();
  }

  /** Makes it be there, open to signed calls only, or not be there. */
  Optional<URI> ensure(boolean wanted) {
    var found =
        Aws.find(
            "looking for the address of function " + name,
            () -> lambda.getFunctionUrlConfig(request -> request.functionName(name)));
    if (!wanted) {
      found.ifPresent(
          address ->
              Aws.drop(
                  "taking away the address of function " + name,
                  () -> lambda.deleteFunctionUrlConfig(request -> request.functionName(name))));
      return Optional.empty();
    }
    if (found.isEmpty()) {
      return Optional.of(create());
    }
    if (found.get().authType() != FunctionUrlAuthType.AWS_IAM) {
      Aws.ask(
          "closing the address of function " + name + " to unsigned calls",
          () ->
              lambda.updateFunctionUrlConfig(
                  request -> request.functionName(name).authType(FunctionUrlAuthType.AWS_IAM)));
    }
    return Optional.of(URI.create(found.get().functionUrl()));
  }

  /** The address, if there is one. */
  Optional<URI> find() {
    return Aws.find(
            "looking for the address of function " + name,
            () -> lambda.getFunctionUrlConfig(request -> request.functionName(name)))
        .map(found -> URI.create(found.functionUrl()));
  }

  private URI create() {
    return URI.create(
        Aws.ask(
            "making an address for function " + name,
            () ->
                lambda
                    .createFunctionUrlConfig(
                        request -> request.functionName(name).authType(FunctionUrlAuthType.AWS_IAM))
                    .functionUrl()));
  }
}
