package faas.scarlet.operator.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.aws.AwsAccess;
import faas.scarlet.aws.AwsAccount;
import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.LambdaAddress;
import faas.scarlet.aws.OwnAccount;
import faas.scarlet.crd.FunctionStatus;
import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.operator.status.ConditionType;
import faas.scarlet.operator.status.FunctionConditions;
import faas.scarlet.operator.store.InMemoryBucketStore;
import faas.scarlet.operator.store.OpenStore;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LambdaStepTest {
  private static final String LAMBDA =
      "'placement': {'target': 'lambda', 'data': 'MayLeaveCluster'}";
  private static final String CLUSTER = "'placement': {'data': 'MayLeaveCluster'}";
  private static final String BURST = "'placement': {'target': 'burst', 'data': 'MayLeaveCluster'}";

  private final FaultyBridge bridge = new FaultyBridge();
  private final Map<String, Map<String, String>> secrets = new HashMap<>();
  private final Told told = new Told();
  private final Queue<Runnable> queued = new ArrayDeque<>();
  private final ScarFunction function = new ScarFunction();
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private LambdaStep step = step(Optional.of("eu-central-1"));
  private Optional<String> writtenDown = Optional.empty();

  LambdaStepTest() {
    function.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("imaging")
            .withName("gray")
            .withUid("u")
            .withGeneration(1L)
            .build());
    spec(LAMBDA);
  }

  @Test
  void aFunctionIsPutOnLambdaAndThenLeftInPeace() {
    assertThat(lambdaReady(look())).extracting(Condition::getStatus).isEqualTo("Unknown");
    work();
    var status = look();

    assertThat(lambdaReady(status).getStatus()).isEqualTo("True");
    assertThat(status.lambdaArn()).isEqualTo("arn:aws:lambda:eu-central-1:1:function:gray");
    assertThat(writtenDown).contains("eu-central-1");
    now = now.plus(Duration.ofMinutes(4));
    look();
    assertThat(queued).isEmpty();
    now = now.plus(Duration.ofMinutes(2));
    assertThat(lambdaReady(look()).getStatus()).as("while it is looked at again").isEqualTo("True");
    assertThat(queued).hasSize(1);
  }

  @Test
  void nothingIsMadeWhereNobodyWouldRememberIt() {
    var conditions = new FunctionConditions(function, clock);
    step.leave(function, Optional.empty(), conditions);
    step.deploy(function.function(), Optional.empty(), conditions);

    assertThat(queued).isEmpty();
  }

  @Test
  void whatAwsDoesNotDoIsACondition() {
    bridge.fault = Optional.of(AwsCause.ACCESS_DENIED);
    look();
    work();
    var condition = lambdaReady(look());

    assertThat(condition.getStatus()).isEqualTo("False");
    assertThat(condition.getReason()).isEqualTo("AwsAccessDenied");
    assertThat(condition.getMessage()).isEqualTo("in plain words");
    now = now.plus(Duration.ofMinutes(5));
    look();
    assertThat(queued).as("waiting does not help").isEmpty();
    spec(LAMBDA + ", 'memory': '1Gi'");
    look();
    assertThat(queued).as("another spec may").hasSize(1);
  }

  @Test
  void whatPassesIsTriedAgainLessAndLessOften() {
    bridge.fault = Optional.of(AwsCause.UNREACHABLE);
    for (int seconds : new int[] {10, 20, 40, 80, 160, 300, 300}) {
      look();
      work();
      now = now.plusSeconds(seconds - 1);
      look();
      assertThat(queued).isEmpty();
      now = now.plusSeconds(1);
      look();
      assertThat(queued).hasSize(1);
    }
    bridge.fault = Optional.empty();
    work();
    assertThat(lambdaReady(look()).getStatus()).isEqualTo("True");
  }

  @Test
  void whereLambdaIsNotConfiguredThatIsSaid() {
    step = step(Optional.empty());

    var condition = lambdaReady(look());

    assertThat(condition.getReason()).isEqualTo("LambdaNotConfigured");
    assertThat(condition.getMessage()).contains("aws.region");
    assertThat(release()).as("nothing was ever made").isTrue();
  }

  @Test
  void whatWasMadeIsNotForgottenWhenTheSettingsGo() {
    deployed();
    step = step(Optional.empty());

    assertThat(release()).isFalse();
    assertThat(lambdaReady(look()).getReason()).isEqualTo("LambdaNotConfigured");
    assertThat(writtenDown).contains("eu-central-1");
  }

  @Test
  void aDeletionWaitsForAws() {
    deployed();
    bridge.fault = Optional.of(AwsCause.UNREACHABLE);
    assertThat(release()).isFalse();
    work();
    var conditions = new FunctionConditions(function, clock);
    assertThat(step.release(function, writtenDown, conditions)).isFalse();
    assertThat(lambdaReady(conditions.status()).getReason()).isEqualTo("AwsUnreachable");

    bridge.fault = Optional.empty();
    now = now.plus(Duration.ofMinutes(1));
    release();
    work();

    assertThat(release()).isTrue();
    assertThat(bridge.describe(address("eu-central-1"))).isEmpty();
  }

  @Test
  void aDeletionKnowsWhereItIsFromItsStatusAlone() {
    deployed();
    writtenDown = Optional.empty();
    release();
    work();

    assertThat(release()).isTrue();
    assertThat(bridge.removed).containsExactly(address("eu-central-1"));
  }

  @Test
  void aDeletionDuringADeployComesAfterIt() {
    look();
    assertThat(release()).isFalse();
    assertThat(queued).as("one at a time").hasSize(1);
    work();
    assertThat(release()).isFalse();
    work();

    assertThat(release()).isTrue();
    assertThat(bridge.describe(address("eu-central-1"))).isEmpty();
  }

  @Test
  void anotherTargetTakesItFromLambda() {
    deployed();
    spec(CLUSTER);
    bridge.fault = Optional.of(AwsCause.UNREACHABLE);
    look();
    work();
    var condition = lambdaReady(look());
    assertThat(condition.getReason()).isEqualTo("AwsUnreachable");
    assertThat(condition.getMessage())
        .isEqualTo("it is still on Lambda in eu-central-1: in plain words");
    assertThat(writtenDown).contains("eu-central-1");

    bridge.fault = Optional.empty();
    now = now.plus(Duration.ofMinutes(1));
    look();
    work();
    var status = look();

    assertThat(writtenDown).contains("");
    assertThat(status.lambdaArn()).isNull();
    assertThat(status.conditions()).extracting(Condition::getType).doesNotContain("LambdaReady");
  }

  @Test
  void anotherRegionOrAccountIsAnotherPlace() {
    deployed();
    secrets.put("theirs", Map.of("accessKeyId", "a", "secretAccessKey", "b"));
    spec(LAMBDA + ", 'lambda': {'region': 'us-east-1', 'accountSecret': 'theirs'}");
    look();
    work();
    var status = look();

    assertThat(status.lambdaArn()).startsWith("arn:aws:lambda:us-east-1:");
    assertThat(bridge.describe(address("eu-central-1"))).isEmpty();
    assertThat(bridge.deployed.getLast().account().access()).isInstanceOf(AwsAccess.Keys.class);
    assertThat(writtenDown).contains("us-east-1/theirs");
    assertThat(told.accounts).containsOnly(Map.entry("imaging/gray", "theirs"));
  }

  @Test
  void anAccountMayHaveARegionAndARole() {
    secrets.put("theirs", Map.of("roleArn", "arn:aws:iam::1:role/faas", "region", "eu-west-1"));
    spec(LAMBDA + ", 'lambda': {'accountSecret': 'theirs'}");
    deployed();

    assertThat(bridge.deployed.getLast().account())
        .isEqualTo(
            new AwsAccount(
                "eu-west-1",
                new AwsAccess.Role(
                    "arn:aws:iam::1:role/faas",
                    "scarlet/imaging",
                    new AwsAccess.FromSurroundings())));
  }

  @Test
  void anAccountThatIsNotThereMovesNothing() {
    deployed();
    spec(LAMBDA + ", 'lambda': {'accountSecret': 'theirs'}");

    assertThat(lambdaReady(look()).getReason()).isEqualTo("AwsNoCredentials");

    assertThat(queued).isEmpty();
    assertThat(writtenDown).contains("eu-central-1");
    assertThat(told.accounts).isEmpty();
  }

  @Test
  void nobodyIsToldOfAnAccountThatIsNotUsedAnyMore() {
    secrets.put("theirs", Map.of("accessKeyId", "a", "secretAccessKey", "b"));
    spec(LAMBDA + ", 'lambda': {'accountSecret': 'theirs'}");
    deployed();
    assertThat(told.accounts).isNotEmpty();

    spec(CLUSTER + ", 'lambda': {'accountSecret': 'theirs'}");
    look();

    assertThat(told.accounts).isEmpty();
  }

  @Test
  void aFunctionThatBurstsIsOnBoth() {
    spec(BURST);
    look();
    work();

    assertThat(look().conditions())
        .extracting(Condition::getType)
        .contains("ClusterReady", "LambdaReady");
    spec(LAMBDA);
    assertThat(look().conditions()).extracting(Condition::getType).doesNotContain("ClusterReady");
  }

  @Test
  void storesOfAwsAreKnownByTheirAddress() {
    spec(
        LAMBDA
            + ", 'input': [{'objectStore': 'aws', 'path': 'a/in'}, {'path': 'a/in2'}], 'output':"
            + " [{'objectStore': 'double', 'path': 'a/out'}]");
    look();
    work();

    assertThat(bridge.deployed.getFirst().storesInS3()).containsExactlyInAnyOrder("aws", "double");
  }

  @Test
  void secretsStayOnTheCluster() {
    spec(
        LAMBDA
            + ", 'environment': [{'name': 'A', 'valueFrom': {'secretKeyRef': {'name': 's', 'key':"
            + " 'k'}}}]");

    assertThat(lambdaReady(look()).getMessage()).startsWith("spec.environment[0].valueFrom: ");
    assertThat(queued).isEmpty();
  }

  /** What the gateway was told, by function. */
  private static final class Told implements ToldAccounts {
    private final Map<String, String> accounts = new HashMap<>();

    @Override
    public void tell(FunctionId function, String secret, OwnAccount account) {
      accounts.put(function.toString(), secret);
    }

    @Override
    public void forget(FunctionId function) {
      accounts.remove(function.toString());
    }
  }

  private LambdaStep step(Optional<String> region) {
    return new LambdaStep(
        new LambdaSettings(region, Optional.of(URI.create("http://double:5060"))),
        new LambdaWork(bridge, queued::add, clock),
        (namespace, name) -> {
          if (!secrets.containsKey(name)) {
            throw new AwsFault(AwsCause.NO_CREDENTIALS, "no Secret " + name);
          }
          return new OwnAccount(secrets.get(name));
        },
        told,
        namespace -> LambdaStepTest::store);
  }

  private static OpenStore store(String name) {
    String endpoint =
        switch (name) {
          case "aws" -> "https://s3.eu-central-1.amazonaws.com";
          case "double" -> "http://double:5060/";
          default -> "http://minio:9000";
        };
    return new OpenStore(
        new StoreAccess(name, URI.create(endpoint), "us-east-1", true, "access", "secret"),
        false,
        new InMemoryBucketStore(),
        Optional.empty(),
        () -> {},
        any -> new InMemoryBucketStore());
  }

  private void spec(String fields) {
    try {
      function.setSpec(
          Json.MAPPER.readValue(
              "{'image': 'debian', %s}".formatted(fields).replace('\'', '"'), FunctionSpec.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the reconciler does it, its memory included. */
  private FunctionStatus look() {
    var conditions = new FunctionConditions(function, clock);
    writtenDown = step.leave(function, writtenDown, conditions);
    step.deploy(function.function(), writtenDown, conditions);
    var status = conditions.status();
    function.setStatus(status);
    return status;
  }

  private boolean release() {
    return step.release(function, writtenDown, new FunctionConditions(function, clock));
  }

  private void deployed() {
    look();
    work();
    look();
  }

  private void work() {
    while (!queued.isEmpty()) {
      queued.remove().run();
    }
  }

  private LambdaAddress address(String region) {
    return new LambdaAddress(
        function.function().id(), new AwsAccount(region, new AwsAccess.FromSurroundings()));
  }

  private static Condition lambdaReady(FunctionStatus status) {
    return status.conditions().stream()
        .filter(condition -> condition.getType().equals(ConditionType.LAMBDA_READY.label()))
        .findFirst()
        .orElseThrow();
  }
}
