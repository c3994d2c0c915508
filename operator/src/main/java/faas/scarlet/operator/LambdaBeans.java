package faas.scarlet.operator;

import faas.scarlet.aws.AwsLambdaBridge;
import faas.scarlet.aws.BridgeSettings;
import faas.scarlet.aws.LambdaBridge;
import faas.scarlet.model.function.Lambda.Architecture;
import faas.scarlet.operator.lambda.LambdaSettings;
import faas.scarlet.operator.lambda.LambdaWork;
import faas.scarlet.operator.render.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The way to AWS Lambda, from the settings that the gateway has too. */
@ApplicationScoped
class LambdaBeans {
  /** Copying images takes memory and network; a queue is quicker than all at once. */
  private static final int AT_ONCE = 4;

  @Produces
  @Singleton
  LambdaSettings settings(
      @ConfigProperty(name = "scarlet.lambda.region") Optional<String> region,
      @ConfigProperty(name = "scarlet.lambda.endpoint") Optional<URI> endpoint) {
    return new LambdaSettings(region, endpoint);
  }

  @Produces
  @Singleton
  LambdaBridge bridge(
      Settings settings,
      LambdaSettings lambda,
      @ConfigProperty(name = "scarlet.lambda.installation", defaultValue = "default")
          String installation,
      @ConfigProperty(name = "scarlet.lambda.prefix", defaultValue = "scarlet") String prefix,
      @ConfigProperty(name = "scarlet.lambda.staging-bucket") Optional<String> stagingBucket,
      @ConfigProperty(name = "scarlet.lambda.architecture", defaultValue = "X86_64")
          Architecture architecture,
      @ConfigProperty(name = "scarlet.lambda.log-retention-days", defaultValue = "30")
          int logRetentionDays,
      @ConfigProperty(name = "scarlet.lambda.failure-destination")
          Optional<String> failureDestination,
      @ConfigProperty(name = "scarlet.lambda.registry-mirror") Optional<String> mirror) {
    return new AwsLambdaBridge(
        new BridgeSettings(
            installation,
            prefix,
            settings.supervisorImage(),
            stagingBucket,
            architecture,
            logRetentionDays,
            failureDestination,
            settings.registryMirror(),
            mirror,
            lambda.endpoint()));
  }

  void close(@Disposes LambdaBridge bridge) {
    bridge.close();
  }

  /** What an end of the operator cuts off is begun again by the next, from where it is. */
  @Produces
  @Singleton
  LambdaWork work(LambdaBridge bridge, Clock clock) {
    var threads = Thread.ofPlatform().daemon().name("lambda-", 0).factory();
    return new LambdaWork(bridge, Executors.newFixedThreadPool(AT_ONCE, threads), clock);
  }
}
