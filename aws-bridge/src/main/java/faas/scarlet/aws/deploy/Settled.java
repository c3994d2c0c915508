package faas.scarlet.aws.deploy;

import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.client.Aws;
import faas.scarlet.aws.client.Patience;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;

/** Waits until a change of a Lambda function is complete. */
final class Settled {
  /** Lambda makes images its own before a function is Active: seconds, for large ones a minute. */
  private static final Patience PATIENCE = new Patience(Duration.ofMinutes(3));

  private final LambdaClient lambda;
  private final String name;

  Settled(LambdaClient lambda, String name) {
    this.lambda = lambda;
    this.name = name;
  }

  /** Waits until no change is under way, however the last one ended. */
  void awaitQuiet() {
    PATIENCE.until("a change of function " + name + " is still under way", this::quiet);
  }

  /**
   * Waits until it can be called.
   *
   * @throws AwsFault where the last change failed, with what AWS says of it
   */
  void awaitReady() {
    var found = PATIENCE.until("function " + name + " is not Active yet", this::quiet);
    if (!isReady(found)) {
      throw failed(found);
    }
  }

  private Optional<FunctionConfiguration> quiet() {
    var found =
        Aws.ask(
                "looking whether function " + name + " is Active",
                () -> lambda.getFunction(request -> request.functionName(name)))
            .configuration();
    boolean changes =
        found.state() == State.PENDING || found.lastUpdateStatus() == LastUpdateStatus.IN_PROGRESS;
    return changes ? Optional.empty() : Optional.of(found);
  }

  /** Whether it can be called and be changed; Inactive is one that was not called for weeks. */
  static boolean isReady(FunctionConfiguration found) {
    return (found.state() == State.ACTIVE || found.state() == State.INACTIVE)
        && found.lastUpdateStatus() != LastUpdateStatus.IN_PROGRESS
        && found.lastUpdateStatus() != LastUpdateStatus.FAILED;
  }

  /** AWS's own words where it is not ready. */
  static String message(FunctionConfiguration found) {
    return isReady(found)
        ? ""
        : Optional.ofNullable(found.lastUpdateStatusReason())
            .or(() -> Optional.ofNullable(found.stateReason()))
            .orElse("state " + found.stateAsString());
  }

  private AwsFault failed(FunctionConfiguration found) {
    String message = message(found);
    boolean ofImage = message.toLowerCase(Locale.ROOT).contains("image");
    return new AwsFault(
        ofImage ? AwsCause.IMAGE_UNUSABLE : AwsCause.REFUSED,
        "AWS could not complete the change of function %s: %s".formatted(name, message));
  }
}
