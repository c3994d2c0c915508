package faas.scarlet.aws.deploy;

import faas.scarlet.aws.client.Aws;
import faas.scarlet.aws.client.Patience;
import faas.scarlet.model.function.Lambda.Vpc;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.Environment;
import software.amazon.awssdk.services.lambda.model.EphemeralStorage;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.VpcConfig;

/** The Lambda function itself: its code, which is an image, and its configuration. */
final class LambdaFunction {
  private static final Vpc NO_NETWORK = new Vpc(List.of(), List.of());

  /** Tag that says where the function's files are staged, for who takes it away. */
  static final String STAGING = "scarlet.faas/staging-bucket";

  /** A role is known to Lambda some 10 s after it was made; changes take a moment too. */
  private static final Patience PATIENCE = new Patience(Duration.ofSeconds(60));

  private final LambdaClient lambda;
  private final Names names;
  private final String name;

  LambdaFunction(LambdaClient lambda, Names names) {
    this.lambda = lambda;
    this.names = names;
    this.name = names.function();
  }

  /**
   * Makes it be as planned, and waits until it is Active.
   *
   * @param image by digest
   * @param role ARN
   */
  GetFunctionResponse ensure(Plan plan, String image, String role, Optional<String> stagingBucket) {
    var tags = new TreeMap<>(names.tags());
    stagingBucket.ifPresent(bucket -> tags.put(STAGING, bucket));
    var found = find();
    if (found.isPresent() && found.get().configuration().state() == State.FAILED) {
      // What could not be made once is never made: it can only be deleted.
      delete();
      found = Optional.empty();
    }
    if (found.isEmpty()) {
      create(plan, image, role, tags);
    } else {
      correct(found.get(), plan, image, role, tags);
    }
    new Settled(lambda, name).awaitReady();
    return find().orElseThrow(() -> Foreign.found("function " + name, names));
  }

  /**
   * What is there.
   *
   * @throws faas.scarlet.aws.AwsFault where it is not ours
   */
  Optional<GetFunctionResponse> find() {
    var found =
        Aws.find(
            "looking for function " + name,
            () -> lambda.getFunction(request -> request.functionName(name)));
    if (found.isPresent() && !names.own(found.get().tags())) {
      throw Foreign.found("function " + name, names);
    }
    return found;
  }

  void delete() {
    Aws.drop(
        "deleting function " + name,
        () ->
            PATIENCE.during(
                LambdaFunction::passes,
                () -> lambda.deleteFunction(request -> request.functionName(name))));
  }

  private void create(Plan plan, String image, String role, Map<String, String> tags) {
    Aws.ask(
        "making function " + name,
        () ->
            PATIENCE.during(
                LambdaFunction::passes,
                () ->
                    lambda.createFunction(
                        request -> {
                          request
                              .functionName(name)
                              .description("Scarlet")
                              .packageType(PackageType.IMAGE)
                              .code(code -> code.imageUri(image))
                              .architectures(architecture(plan))
                              .role(role)
                              .memorySize(plan.memory())
                              .timeout(plan.timeout())
                              .ephemeralStorage(storage(plan))
                              .environment(environment(plan))
                              .tags(tags);
                          plan.vpc().map(LambdaFunction::network).ifPresent(request::vpcConfig);
                        })));
  }

  private void correct(
      GetFunctionResponse found, Plan plan, String image, String role, Map<String, String> tags) {
    var configuration = found.configuration();
    if (!image.equals(found.code().imageUri())
        || !configuration.architectures().equals(List.of(architecture(plan)))) {
      new Settled(lambda, name).awaitQuiet();
      Aws.ask(
          "giving function " + name + " image " + image,
          () ->
              PATIENCE.during(
                  LambdaFunction::passes,
                  () ->
                      lambda.updateFunctionCode(
                          request ->
                              request
                                  .functionName(name)
                                  .imageUri(image)
                                  .architectures(architecture(plan)))));
    }
    if (!isConfigured(configuration, plan, role)) {
      new Settled(lambda, name).awaitQuiet();
      configure(plan, role);
    }
    if (!found.tags().entrySet().containsAll(tags.entrySet())) {
      Aws.ask(
          "tagging function " + name,
          () ->
              lambda.tagResource(
                  request -> request.resource(configuration.functionArn()).tags(tags)));
    }
  }

  private void configure(Plan plan, String role) {
    Aws.ask(
        "configuring function " + name,
        () ->
            PATIENCE.during(
                LambdaFunction::passes,
                () ->
                    lambda.updateFunctionConfiguration(
                        request ->
                            request
                                .functionName(name)
                                .role(role)
                                .memorySize(plan.memory())
                                .timeout(plan.timeout())
                                .ephemeralStorage(storage(plan))
                                .environment(environment(plan))
                                .vpcConfig(network(plan.vpc().orElse(NO_NETWORK))))));
  }

  private static boolean isConfigured(FunctionConfiguration found, Plan plan, String role) {
    var variables =
        found.environment() == null ? Map.<String, String>of() : found.environment().variables();
    var network = found.vpcConfig();
    var wanted = plan.vpc().orElse(NO_NETWORK);
    return found.role().equals(role)
        && found.memorySize() == plan.memory()
        && found.timeout() == plan.timeout()
        && found.ephemeralStorage().size() == plan.storage()
        && variables.equals(plan.environment())
        && Set.copyOf(network == null ? List.of() : network.subnetIds())
            .equals(Set.copyOf(wanted.subnetIds()))
        && Set.copyOf(network == null ? List.of() : network.securityGroupIds())
            .equals(Set.copyOf(wanted.securityGroupIds()));
  }

  /** That the function exists already is a conflict too, and does not pass. */
  private static boolean passes(SdkException e) {
    String message = String.valueOf(e.getMessage());
    boolean isUnderWay =
        e instanceof ResourceConflictException && !message.contains("already exist");
    return isUnderWay || message.contains("cannot be assumed");
  }

  private static Architecture architecture(Plan plan) {
    return switch (plan.architecture()) {
      case X86_64 -> Architecture.X86_64;
      case ARM64 -> Architecture.ARM64;
    };
  }

  private static EphemeralStorage storage(Plan plan) {
    return EphemeralStorage.builder().size(plan.storage()).build();
  }

  private static Environment environment(Plan plan) {
    return Environment.builder().variables(plan.environment()).build();
  }

  private static VpcConfig network(Vpc vpc) {
    return VpcConfig.builder()
        .subnetIds(vpc.subnetIds())
        .securityGroupIds(vpc.securityGroupIds())
        .build();
  }
}
