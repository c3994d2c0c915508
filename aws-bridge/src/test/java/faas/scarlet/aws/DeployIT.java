package faas.scarlet.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.aws.client.AwsClients;
import faas.scarlet.aws.deploy.Names;
import faas.scarlet.model.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;

/** A function with all that a deployment can have, on the lab's AWS. */
@Tag("lab")
class DeployIT {
  private static final String IN = "p4-in-" + ProcessHandle.current().pid();
  private static final String MORE = "p4-more-" + ProcessHandle.current().pid();
  private static final String ALL =
      """
      'memory': '256Mi', 'ephemeralStorage': '1Gi', 'timeout': '2m', 'keepWarm': true,
      'scale': {'max': 3}, 'retry': {'attempts': 2, 'maxAge': '1h'}, 'http': {'enabled': true},
      'script': '#!/bin/sh %s', 'lambda': {'logRetentionDays': 7},
      'input': [{'path': '%s/in', 'suffix': ['.png', '.jpg']}, {'path': '%s'}],
      'output': [{'path': '%s/out'}]"""
          .formatted("x".repeat(5000), IN, MORE, IN);

  private static LabAws aws;
  private static AwsClients clients;

  private FunctionOnLambda function;

  @BeforeAll
  static void open() {
    aws = LabAws.open();
    clients = aws.clients();
    aws.makeBucket(IN);
    aws.makeBucket(MORE);
    clients
        .s3()
        .putObject(r -> r.bucket(IN).key("in/users.png"), RequestBody.fromString("picture"));
    clients
        .s3()
        .putBucketNotificationConfiguration(
            r ->
                r.bucket(IN)
                    .notificationConfiguration(
                        n ->
                            n.queueConfigurations(
                                QueueConfiguration.builder()
                                    .id("somebody-elses")
                                    .queueArn(aws.queueArn())
                                    .events(Event.S3_OBJECT_REMOVED)
                                    .build())));
  }

  @AfterAll
  static void close() {
    if (aws != null) {
      aws.deleteBucket(IN);
      aws.deleteBucket(MORE);
      aws.close();
    }
  }

  @BeforeEach
  void nothingYet() {
    function = Functions.onLambda("deploy", aws.account, ALL);
    aws.requests.clear();
  }

  @AfterEach
  void takeAway() {
    aws.requests.clear();
    aws.bridge.remove(function.address());
  }

  @Test
  void isLiveSoon() {
    long start = System.nanoTime();

    var deployed = aws.bridge.deploy(function);

    var took = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf(
        "figure: deployed, Active and trigger live after %d ms, %d requests%n",
        took.toMillis(), aws.requests.all().size());
    assertThat(took).isLessThan(Duration.ofSeconds(15));
    assertThat(deployed.ready()).isTrue();
    assertThat(deployed.url()).isPresent();
    assertThat(deployed.triggers()).containsExactly(IN, MORE);
    assertThat(aws.bridge.describe(function.address())).contains(deployed);
  }

  @Test
  void isAsTheSpecSays() {
    aws.bridge.deploy(function);

    String name = name();
    var found = clients.lambda().getFunction(r -> r.functionName(name));
    var configuration = found.configuration();
    assertThat(configuration.memorySize()).isEqualTo(256);
    assertThat(configuration.timeout()).isEqualTo(180);
    assertThat(configuration.ephemeralStorage().size()).isEqualTo(1024);
    assertThat(found.concurrency().reservedConcurrentExecutions()).isEqualTo(3);
    assertThat(found.tags())
        .containsEntry("scarlet.faas/function", "p4/deploy")
        .containsEntry("scarlet.faas/installation", "test");
    String url = configuration.environment().variables().get("SCARLET_FUNCTION");
    assertThat(url).startsWith("s3://");
    var address = URI.create(url);
    assertThat(
            clients
                .s3()
                .getObjectAsBytes(
                    r -> r.bucket(address.getHost()).key(address.getPath().substring(1)))
                .asUtf8String())
        .isEqualTo(Json.write(function.function()));
    var async = clients.lambda().getFunctionEventInvokeConfig(r -> r.functionName(name));
    assertThat(async.maximumRetryAttempts()).isEqualTo(1);
    assertThat(async.maximumEventAgeInSeconds()).isEqualTo(3600);
    assertThat(async.destinationConfig().onFailure().destination()).isEqualTo(aws.queueArn());
    assertThat(clients.lambda().getFunctionUrlConfig(r -> r.functionName(name)).authType())
        .isEqualTo(FunctionUrlAuthType.AWS_IAM);
    assertThat(
            clients
                .logs()
                .describeLogGroups(r -> r.logGroupNamePrefix("/aws/lambda/" + name))
                .logGroups())
        .singleElement()
        .satisfies(group -> assertThat(group.retentionInDays()).isEqualTo(7));
    assertThat(clients.events().listTargetsByRule(r -> r.rule(name)).targets())
        .singleElement()
        .satisfies(target -> assertThat(target.arn()).isEqualTo(configuration.functionArn()));
    assertThat(notifications().lambdaFunctionConfigurations()).hasSize(2);
    assertThat(notifications().queueConfigurations())
        .extracting(q -> q.id())
        .containsExactly("somebody-elses");
  }

  @Test
  void changesNothingTheSecondTime() {
    aws.bridge.deploy(function);
    aws.requests.clear();

    aws.bridge.deploy(function);

    assertThat(aws.requests.mutating()).isEmpty();
  }

  @Test
  void correctsWhatOthersChanged() {
    aws.bridge.deploy(function);
    String name = name();
    var lambda = clients.lambda();
    lambda.updateFunctionConfiguration(
        r -> r.functionName(name).timeout(3).environment(e -> e.variables(Map.of())));
    lambda.updateFunctionCode(r -> r.functionName(name).imageUri("x.dkr.ecr/other:1"));
    lambda.deleteFunctionConcurrency(r -> r.functionName(name));
    lambda.deleteFunctionEventInvokeConfig(r -> r.functionName(name));
    lambda.updateFunctionUrlConfig(r -> r.functionName(name).authType(FunctionUrlAuthType.NONE));
    clients.iam().deleteRolePolicy(r -> r.roleName(name).policyName("scarlet"));
    clients
        .logs()
        .putRetentionPolicy(r -> r.logGroupName("/aws/lambda/" + name).retentionInDays(1));
    clients.events().removeTargets(r -> r.rule(name).ids("scarlet"));
    clients
        .s3()
        .putBucketNotificationConfiguration(r -> r.bucket(MORE).notificationConfiguration(n -> {}));

    aws.bridge.deploy(function);

    assertThat(aws.requests.mutating()).isNotEmpty();
    isAsTheSpecSays();
    assertThat(
            clients
                .s3()
                .getBucketNotificationConfiguration(r -> r.bucket(MORE))
                .lambdaFunctionConfigurations())
        .hasSize(1);
  }

  @Test
  void followsTheSpec() {
    aws.bridge.deploy(function);
    String less =
        "'memory': '128Mi', 'input': [{'path': '%s/in', 'suffix': ['.gif']}]".formatted(IN);
    var smaller = Functions.onLambda("deploy", aws.account, less);

    var deployed = aws.bridge.deploy(smaller);

    String name = name();
    var found = clients.lambda().getFunction(r -> r.functionName(name));
    assertThat(found.configuration().memorySize()).isEqualTo(128);
    assertThat(found.concurrency()).isNull();
    assertThat(deployed.url()).isEmpty();
    assertThat(deployed.triggers()).containsExactly(IN);
    assertThat(notifications().lambdaFunctionConfigurations()).hasSize(1);
    assertThat(
            clients
                .s3()
                .getBucketNotificationConfiguration(r -> r.bucket(MORE))
                .lambdaFunctionConfigurations())
        .isEmpty();
    assertThat(staged("functions/")).isEmpty();
    aws.requests.clear();
    aws.bridge.deploy(smaller);
    assertThat(aws.requests.mutating()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void goesOnAfterAFailureOfAnyRequest(boolean afterItTookEffect) {
    aws.bridge.deploy(function);
    aws.bridge.remove(function.address());
    aws.requests.clear();
    aws.bridge.deploy(function);
    int requests = aws.requests.all().size();
    var failed = new ArrayList<String>();
    for (int i = 0; i < requests; i++) {
      aws.requests.clear();
      aws.bridge.remove(function.address());
      aws.requests.fail(i, afterItTookEffect, DeployIT::refused);

      try {
        aws.bridge.deploy(function);
      } catch (AwsFault e) {
        failed.add(aws.requests.all().getLast());
      }

      aws.requests.clear();
      aws.bridge.deploy(function);
      aws.requests.clear();
      aws.bridge.deploy(function);
      assertThat(aws.requests.mutating()).as("after request %d failed", i).isEmpty();
    }
    System.out.printf("figure: %d of %d requests failed once%n", failed.size(), requests);
    assertThat(failed).hasSizeGreaterThan(requests / 2);
  }

  @Test
  void isGoneAfterAFailureOfAnyRequest() {
    aws.bridge.deploy(function);
    aws.requests.clear();
    aws.bridge.remove(function.address());
    int requests = aws.requests.all().size();
    for (int i = 0; i < requests; i++) {
      aws.requests.clear();
      aws.bridge.deploy(function);
      aws.requests.fail(i, false, DeployIT::refused);

      assertThatThrownBy(() -> aws.bridge.remove(function.address()))
          .as("request %d fails", i)
          .isInstanceOf(AwsFault.class);

      aws.requests.clear();
      aws.bridge.remove(function.address());
      assertNothingIsLeft();
    }
  }

  @Test
  void waitsForWhatPasses() {
    for (Supplier<SdkException> passing :
        List.<Supplier<SdkException>>of(
            DeployIT::roleUnknown, DeployIT::underWay, DeployIT::tooMany)) {
      aws.requests.clear();
      aws.bridge.remove(function.address());
      aws.requests.failFirst("Lambda.CreateFunction", passing);

      assertThat(aws.bridge.deploy(function).ready()).isTrue();
      assertThat(aws.requests.all()).contains("Lambda.CreateFunction");
    }
  }

  @Test
  void takesAwayAllOfItsOwnAndNothingElse() {
    aws.bridge.deploy(function);

    aws.bridge.remove(function.address());

    assertNothingIsLeft();
    assertThat(clients.s3().getObjectAsBytes(r -> r.bucket(IN).key("in/users.png")).asUtf8String())
        .isEqualTo("picture");
    assertThat(notifications().queueConfigurations()).hasSize(1);
  }

  @Test
  void refusesWhatIsSomebodyElses() {
    String name = name();
    clients.iam().createRole(r -> r.roleName(name).assumeRolePolicyDocument("{}"));
    try {
      assertThatThrownBy(() -> aws.bridge.deploy(function))
          .isInstanceOfSatisfying(
              AwsFault.class, fault -> assertThat(fault.why()).isEqualTo(AwsCause.NOT_OURS))
          .hasMessageContaining("role " + name);
      assertThatThrownBy(() -> aws.bridge.remove(function.address())).isInstanceOf(AwsFault.class);
      assertThat(clients.iam().getRole(r -> r.roleName(name)).role().roleName()).isEqualTo(name);
    } finally {
      clients.iam().deleteRole(r -> r.roleName(name));
    }
  }

  private static void assertNothingIsLeft() {
    String name = name();
    assertThat(
            clients.lambda().listFunctions().functions().stream()
                .filter(f -> f.functionName().equals(name)))
        .isEmpty();
    assertThat(clients.iam().listRoles().roles().stream().filter(r -> r.roleName().equals(name)))
        .isEmpty();
    assertThat(
            clients
                .logs()
                .describeLogGroups(r -> r.logGroupNamePrefix("/aws/lambda/" + name))
                .logGroups())
        .isEmpty();
    assertThat(clients.events().listRules(r -> r.namePrefix(name)).rules()).isEmpty();
    assertThat(notifications().lambdaFunctionConfigurations()).isEmpty();
    assertThat(staged("")).isEmpty();
  }

  private static List<String> staged(String folder) {
    return clients
        .s3()
        .listObjectsV2(
            r -> r.bucket(aws.settings.stagingBucket().orElseThrow()).prefix("p4/test/" + folder))
        .contents()
        .stream()
        .map(object -> object.key())
        .toList();
  }

  private static GetBucketNotificationConfigurationResponse notifications() {
    return clients.s3().getBucketNotificationConfiguration(r -> r.bucket(IN));
  }

  private static String name() {
    return Names.of(Functions.onLambda("deploy", aws.account, "").address(), aws.settings)
        .function();
  }

  private static SdkException refused() {
    return SdkClientException.create("the cable was pulled");
  }

  private static SdkException roleUnknown() {
    return InvalidParameterValueException.builder()
        .message("The role defined for the function cannot be assumed by Lambda.")
        .statusCode(400)
        .awsErrorDetails(details("InvalidParameterValueException"))
        .build();
  }

  private static SdkException underWay() {
    return ResourceConflictException.builder()
        .message("The operation cannot be performed at this time. An update is in progress")
        .statusCode(409)
        .awsErrorDetails(details("ResourceConflictException"))
        .build();
  }

  private static LambdaException tooMany() {
    return (LambdaException)
        TooManyRequestsException.builder()
            .message("Rate Exceeded")
            .statusCode(429)
            .awsErrorDetails(details("TooManyRequestsException"))
            .build();
  }

  private static AwsErrorDetails details(String code) {
    return AwsErrorDetails.builder().errorCode(code).build();
  }
}
