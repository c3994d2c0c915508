package faas.scarlet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.aws.AwsAccess;
import faas.scarlet.aws.AwsAccount;
import faas.scarlet.aws.AwsLambdaBridge;
import faas.scarlet.aws.BridgeSettings;
import faas.scarlet.aws.KnownAccount;
import faas.scarlet.aws.LambdaAddress;
import faas.scarlet.aws.LambdaBridge;
import faas.scarlet.crd.FunctionStatus;
import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.function.Lambda.Architecture;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packaged operator between a real API server and what stands in for AWS. */
@Tag("lab")
class LambdaIT {
  private static final String PREFIX = "h2";
  private static final String REGION = "eu-central-1";

  /** A small image that the registry has, in place of the supervisor's. */
  private static final String IMAGE = "docker.io/library/busybox:1.36";

  private static KubernetesClient client;
  private static TestNamespace namespace;
  private static LambdaBridge bridge;
  private static Path kubeconfig;
  private static PackagedOperator operator;

  @BeforeAll
  static void start() throws Exception {
    var environment = System.getenv();
    Needed.orSkip(
        Stream.of("KUBECONFIG", "LAB_AWS_ENDPOINT", "LAB_JAVA_OPTS", "LAB_REGISTRY")
            .allMatch(environment::containsKey),
        "no cluster with Scarlet's CRDs, or nothing that stands in for AWS: eval \"$(lab env)\".");
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    var endpoint = URI.create(environment.getOrDefault("LAB_AWS_ENDPOINT", ""));
    String mirror = "*=http://" + environment.get("LAB_REGISTRY");
    bridge =
        new AwsLambdaBridge(
            new BridgeSettings(
                "test",
                PREFIX,
                IMAGE,
                Optional.empty(),
                Architecture.X86_64,
                14,
                Optional.empty(),
                Optional.of(mirror),
                Optional.of(mirror),
                Optional.of(endpoint)));
    client = new KubernetesClientBuilder().build();
    namespace =
        new TestNamespace(client, "h2-lambda-" + UUID.randomUUID().toString().substring(0, 8));
    namespace.create();
    kubeconfig = namespace.kubeconfig();
    operator =
        PackagedOperator.start(
            kubeconfig,
            namespace.name(),
            IMAGE,
            Map.of(
                "JAVA_TOOL_OPTIONS",
                environment.getOrDefault("LAB_JAVA_OPTS", ""),
                "SCARLET_REGISTRY_MIRROR",
                mirror,
                "SCARLET_LAMBDA_REGION",
                REGION,
                "SCARLET_LAMBDA_INSTALLATION",
                "test",
                "SCARLET_LAMBDA_PREFIX",
                PREFIX,
                "SCARLET_LAMBDA_ENDPOINT",
                endpoint.toString(),
                "AWS_ACCESS_KEY_ID",
                "testing",
                "AWS_SECRET_ACCESS_KEY",
                "testing"));
  }

  @AfterAll
  static void stop() throws Exception {
    try {
      if (operator != null) {
        var functions = client.resources(ScarFunction.class).inNamespace(namespace.name());
        functions.delete();
        await().until(() -> functions.list().getItems().isEmpty());
      }
    } finally {
      // the process first: it must not outlive a cluster that does not answer
      if (operator != null) {
        operator.stop();
        Files.delete(kubeconfig);
      }
      if (namespace != null) {
        namespace.delete();
        client.close();
        bridge.close();
      }
    }
  }

  @Test
  void aFunctionFollowsItsTargetToLambdaAndBack() {
    apply("moves", "burst", "");
    awaitLambdaReady("moves");
    await().until(() -> hasService("moves"));
    String arn = status("moves").lambdaArn();
    assertThat(arn).startsWith("arn:aws:lambda:" + REGION + ":");
    assertThat(bridge.describe(address("moves", REGION)).orElseThrow().arn()).isEqualTo(arn);

    apply("moves", "lambda", "");
    await().until(() -> !hasService("moves"));
    await().until(() -> condition("moves", "Ready").equals("True"));
    assertThat(status("moves").url()).isNull();

    apply("moves", "cluster", "");
    await().until(() -> status("moves").lambdaArn() == null);
    await().until(() -> hasService("moves"));
    assertThat(bridge.describe(address("moves", REGION))).isEmpty();
    assertThat(condition("moves", "LambdaReady")).isEmpty();
  }

  @Test
  void anotherRegionIsAnotherPlace() {
    apply("abroad", "lambda", "lambda: {region: us-east-1}");
    awaitLambdaReady("abroad");
    assertThat(bridge.describe(address("abroad", "us-east-1"))).isPresent();

    apply("abroad", "lambda", "lambda: {region: eu-west-1}");

    await().until(() -> bridge.describe(address("abroad", "eu-west-1")).isPresent());
    await().until(() -> bridge.describe(address("abroad", "us-east-1")).isEmpty());
    awaitLambdaReady("abroad");
  }

  @Test
  void aDeletionTakesItFromLambdaFirst() {
    apply("goes", "lambda", "");
    awaitLambdaReady("goes");

    client.resources(ScarFunction.class).inNamespace(namespace.name()).withName("goes").delete();

    await().until(() -> find("goes").isEmpty());
    assertThat(bridge.describe(address("goes", REGION))).isEmpty();
  }

  /** As the chart gives it, the operator may read Secrets and write the gateway's; nobody else. */
  @Test
  void aFunctionHasAnAccountOfItsOwn() throws Exception {
    apply("theirs", "lambda", "lambda: {accountSecret: their-account}");
    await().until(() -> condition("theirs", "LambdaReady").equals("False"));
    assertThat(message("theirs"))
        .contains("spec.lambda.accountSecret: Secret their-account of namespace")
        .contains("accessKeyId and secretAccessKey");
    assertThat(bridge.describe(address("theirs", REGION))).isEmpty();

    secret("not-to-be-told-1");
    apply("ours", "lambda", "");
    awaitLambdaReady("theirs");
    awaitLambdaReady("ours");
    assertThat(bridge.describe(address("theirs", "us-east-1"))).isPresent();
    assertThat(bridge.describe(address("ours", REGION))).isPresent();
    assertThat(told())
        .singleElement()
        .satisfies(
            account -> {
              assertThat(account.functions()).containsExactly("theirs");
              assertThat(account.account().values())
                  .containsEntry("secretAccessKey", "not-to-be-told-1");
            });

    secret("not-to-be-told-2");
    await()
        .until(
            () ->
                told().stream()
                    .anyMatch(known -> known.account().values().containsValue("not-to-be-told-2")));

    var functions = client.resources(ScarFunction.class).inNamespace(namespace.name());
    assertThat(client.getKubernetesSerialization().asYaml(functions.list().getItems()))
        .doesNotContain("not-to-be-told");
    assertThat(operator.log()).doesNotContain("not-to-be-told");
    functions.withName("theirs").delete();
    await().until(() -> find("theirs").isEmpty());
    assertThat(bridge.describe(address("theirs", "us-east-1"))).isEmpty();
    assertThat(told()).isEmpty();
  }

  private static void secret(String key) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("their-account")
                .withNamespace(namespace.name())
                .endMetadata()
                .addToStringData("accessKeyId", "theirs")
                .addToStringData("secretAccessKey", key)
                .addToStringData("region", "us-east-1")
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  private static List<KnownAccount> told() throws IOException {
    var secret =
        client
            .secrets()
            .inNamespace(namespace.name())
            .withName(PackagedOperator.GATEWAY_STORES)
            .get();
    String list = secret == null ? null : secret.getData().get(KnownAccount.LIST);
    return list == null
        ? List.of()
        : List.of(Json.OWN.readValue(Base64.getDecoder().decode(list), KnownAccount[].class));
  }

  private static String message(String name) {
    return status(name).conditions().stream()
        .filter(condition -> condition.getType().equals("LambdaReady"))
        .map(Condition::getMessage)
        .findFirst()
        .orElse("");
  }

  private static void apply(String name, String target, String more) {
    String manifest =
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: %s, namespace: %s}
        spec:
          image: docker.io/library/debian:bookworm-slim
          script: "true"
          placement: {target: %s, data: MayLeaveCluster}
          %s
        """
            .formatted(name, namespace.name(), target, more);
    client
        .resource(
            client
                .getKubernetesSerialization()
                .<ScarFunction>unmarshal(manifest, ScarFunction.class))
        .forceConflicts()
        .serverSideApply();
  }

  private static void awaitLambdaReady(String name) {
    await("LambdaReady of " + name).until(() -> condition(name, "LambdaReady").equals("True"));
  }

  private static boolean hasService(String name) {
    return client.resources(Service.class).inNamespace(namespace.name()).withName(name).get()
        != null;
  }

  private static LambdaAddress address(String name, String region) {
    return new LambdaAddress(
        new FunctionId(namespace.name(), name),
        new AwsAccount(region, new AwsAccess.Keys("testing", "testing", Optional.empty())));
  }

  /** Of the spec as it is now; empty where there is none. */
  private static String condition(String name, String type) {
    var function = find(name).orElseThrow();
    return status(name).conditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .filter(
            condition ->
                condition.getObservedGeneration().equals(function.getMetadata().getGeneration()))
        .map(Condition::getStatus)
        .findFirst()
        .orElse("");
  }

  private static FunctionStatus status(String name) {
    return find(name)
        .flatMap(function -> Optional.ofNullable(function.getStatus()))
        .orElse(FunctionStatus.EMPTY);
  }

  private static Optional<ScarFunction> find(String name) {
    return Optional.ofNullable(
        client.resources(ScarFunction.class).inNamespace(namespace.name()).withName(name).get());
  }
}
