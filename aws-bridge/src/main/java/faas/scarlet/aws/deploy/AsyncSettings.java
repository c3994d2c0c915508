package faas.scarlet.aws.deploy;

import faas.scarlet.aws.client.Aws;
import faas.scarlet.aws.client.Patience;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.DestinationConfig;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.OnFailure;

/** What Lambda does with an event that it has queued and that fails. */
final class AsyncSettings {
  /** Lambda looks whether the role may write to the destination, and learns of rights late. */
  private static final Patience PATIENCE = new Patience(Duration.ofSeconds(30));

  private final LambdaClient lambda;
  private final String name;

  AsyncSettings(LambdaClient lambda, Names names) {
    this.lambda = lambda;
    this.name = names.function();
  }

  /** Makes it have the plan's retries, age and destination. */
  void ensure(Plan plan) {
    var found =
        Aws.find(
            "reading how function " + name + " retries",
            () -> lambda.getFunctionEventInvokeConfig(request -> request.functionName(name)));
    if (found.isPresent() && same(found.get(), plan)) {
      return;
    }
    Aws.ask(
        "setting how function " + name + " retries",
        () ->
            PATIENCE.during(
                e -> String.valueOf(e.getMessage()).contains("does not have permissions"),
                () ->
                    lambda.putFunctionEventInvokeConfig(
                        request -> {
                          request
                              .functionName(name)
                              .maximumRetryAttempts(plan.retries())
                              .maximumEventAgeInSeconds(plan.maxAge());
                          plan.destination()
                              .ifPresent(
                                  arn ->
                                      request.destinationConfig(
                                          to -> to.onFailure(failed -> failed.destination(arn))));
                        })));
  }

  private static boolean same(GetFunctionEventInvokeConfigResponse found, Plan plan) {
    var destination =
        Optional.ofNullable(found.destinationConfig())
            .map(DestinationConfig::onFailure)
            .map(OnFailure::destination);
    return Integer.valueOf(plan.retries()).equals(found.maximumRetryAttempts())
        && Integer.valueOf(plan.maxAge()).equals(found.maximumEventAgeInSeconds())
        && destination.equals(plan.destination());
  }
}
