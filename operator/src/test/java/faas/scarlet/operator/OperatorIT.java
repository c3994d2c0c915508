package faas.scarlet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.crd.ScarFunction;
import faas.scarlet.operator.store.BucketStore;
import faas.scarlet.operator.store.PrivateMinio;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The packaged operator, under the chart's own rights, on a real cluster with Knative and MinIO.
 */
@Tag("lab")
class OperatorIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static KubernetesClient client;
  private static TestNamespace namespace;
  private static PrivateMinio minio;
  private static BucketStore store;
  private static Path kubeconfig;
  private static PackagedOperator operator;

  private final String bucket = "operator-" + UUID.randomUUID();

  @BeforeAll
  static void start() throws Exception {
    String tag = System.getenv("SCARLET_E2E_TAG");
    Needed.orSkip(
        System.getenv("KUBECONFIG") != null && tag != null,
        "no cluster. Set KUBECONFIG to one that has Knative, Scarlet's CRD and the image"
            + " scarlet/supervisor with the tag SCARLET_E2E_TAG.");
    Awaitility.setDefaultTimeout(PATIENCE);
    minio = PrivateMinio.startOrSkip();
    store = minio.open().buckets();
    client = new KubernetesClientBuilder().build();
    namespace =
        new TestNamespace(client, "operator-" + UUID.randomUUID().toString().substring(0, 8));
    namespace.create();
    kubeconfig = namespace.kubeconfig();
    namespace.store("default", minio);
    operator = PackagedOperator.start(kubeconfig, namespace.name(), "scarlet/supervisor:" + tag);
  }

  @AfterAll
  static void stop() throws Exception {
    try {
      if (operator != null) {
        deleteFunctions();
      }
    } finally {
      // the processes first: they must not outlive a cluster that does not answer
      if (operator != null) {
        operator.stop();
        Files.delete(kubeconfig);
      }
      if (minio != null) {
        minio.stop();
      }
      if (namespace != null) {
        namespace.delete();
        client.close();
      }
    }
  }

  private static void deleteFunctions() {
    var functions = client.resources(ScarFunction.class).inNamespace(namespace.name());
    functions.delete();
    await().until(() -> functions.list().getItems().isEmpty());
  }

  @Test
  void aFunctionBecomesReadyAndIsThenLeftInPeace() throws Exception {
    apply("peace", "input: [{path: %s/in, suffix: [.png]}]".formatted(bucket));

    awaitReady("peace");

    assertThat(function("peace").getStatus().url()).startsWith("http://peace.");
    assertThat(store.rules(bucket, "scarlet-")).hasSize(1);
    var service = get(Service.class, "peace");
    var status = function("peace").getMetadata().getResourceVersion();
    for (int i = 0; i < 5; i++) {
      provoke("peace-function", i);
    }
    await()
        .during(Duration.ofSeconds(3))
        .until(
            () ->
                get(Service.class, "peace").equals(service)
                    && function("peace").getMetadata().getResourceVersion().equals(status));
  }

  @Test
  void whatIsChangedByHandIsRepaired() {
    apply("drift", "concurrency: 2");
    awaitReady("drift");
    var config = get(ConfigMap.class, "drift-function").getData();

    patch(
        Service.class,
        "drift",
        "{\"spec\":{\"template\":{\"spec\":{\"containerConcurrency\":7}}}}");
    patch(ConfigMap.class, "drift-function", "{\"data\":{\"function.json\":\"{}\"}}");

    await().until(() -> concurrency("drift") == 2);
    await().until(() -> get(ConfigMap.class, "drift-function").getData(), config::equals);
  }

  @Test
  void aSpecThatCannotBeCarriedOutHasNoChildren() {
    apply("wrong", "gpu: 1");

    var condition = awaitCondition("wrong", "SpecValid", "False");

    assertThat(condition.getMessage()).contains("spec.gpu: not supported yet; leave it out");
    assertThat(condition("wrong", "Ready").orElseThrow().getReason()).isEqualTo("InvalidSpec");
    assertThat(find(Service.class, "wrong")).isEmpty();
    assertThat(find(ConfigMap.class, "wrong-function")).isEmpty();
  }

  @Test
  void whatBelongsToSomebodyElseIsNotTakenOver() {
    var theirs =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("taken-function")
            .withNamespace(namespace.name())
            .endMetadata()
            .addToData("theirs", "yes")
            .build();
    client.resource(theirs).create();

    apply("taken", "");

    var condition = awaitCondition("taken", "ClusterReady", "False");
    assertThat(condition.getReason()).isEqualTo("NotOwned");
    assertThat(condition.getMessage()).contains("ConfigMap taken-function");
    assertThat(get(ConfigMap.class, "taken-function").getData()).isEqualTo(theirs.getData());
  }

  @Test
  void anInputThatMovesTakesItsRuleAlong() throws Exception {
    String former = bucket + "-a";
    String latter = bucket + "-b";
    apply("moving", "input: [{path: %s}]".formatted(former));
    awaitReady("moving");

    apply("moving", "input: [{path: %s}]".formatted(latter));

    await().until(() -> store.rules(latter, "scarlet-").size() == 1);
    assertThat(store.rules(former, "scarlet-")).isEmpty();
  }

  @Test
  void deletionWaitsForTheStoreAndLeavesTheBucket() throws Exception {
    apply("leaving", "input: [{path: %s/in}]".formatted(bucket));
    awaitReady("leaving");
    minio.pause();

    client.resources(ScarFunction.class).inNamespace(namespace.name()).withName("leaving").delete();

    var condition = awaitCondition("leaving", "TriggerReady", "False");
    assertThat(condition.getReason()).isEqualTo("StoreUnreachable");
    minio.resume();
    await().until(() -> find(ScarFunction.class, "leaving").isEmpty());
    await().until(() -> find(Service.class, "leaving").isEmpty());
    assertThat(store.rules(bucket, "scarlet-")).isEmpty();
    // only a bucket that is there takes rules
    store.ensureRules(bucket, "test-", List.of());
  }

  private static void apply(String name, String more) {
    String manifest =
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: %s, namespace: %s}
        spec:
          image: docker.io/library/debian:bookworm-slim
          cpu: 20m
          memory: 192Mi
          %s
        """
            .formatted(name, namespace.name(), more);
    client
        .resource(
            client
                .getKubernetesSerialization()
                .<ScarFunction>unmarshal(manifest, ScarFunction.class))
        .forceConflicts()
        .serverSideApply();
  }

  /** An event that makes the operator look again: something of a child that is not its own. */
  private static void provoke(String configMap, int i) {
    patch(
        ConfigMap.class,
        configMap,
        "{\"metadata\":{\"annotations\":{\"test\":\"%d\"}}}".formatted(i));
  }

  private static <R extends HasMetadata> void patch(Class<R> type, String name, String change) {
    client
        .resources(type)
        .inNamespace(namespace.name())
        .withName(name)
        .patch(PatchContext.of(PatchType.JSON_MERGE), change);
  }

  private static void awaitReady(String name) {
    awaitCondition(name, "Ready", "True");
  }

  private static Condition awaitCondition(String name, String type, String status) {
    return await("condition %s of %s is %s".formatted(type, name, status))
        .until(
            () -> condition(name, type),
            found -> found.filter(c -> c.getStatus().equals(status)).isPresent())
        .orElseThrow();
  }

  private static Optional<Condition> condition(String name, String type) {
    return find(ScarFunction.class, name).map(ScarFunction::getStatus).stream()
        .flatMap(status -> status == null ? Stream.empty() : status.conditions().stream())
        .filter(condition -> condition.getType().equals(type))
        .findFirst();
  }

  private static long concurrency(String name) {
    return get(Service.class, name).getSpec().getTemplate().getSpec().getContainerConcurrency();
  }

  private static ScarFunction function(String name) {
    return get(ScarFunction.class, name);
  }

  private static <R extends HasMetadata> R get(Class<R> type, String name) {
    return find(type, name).orElseThrow();
  }

  private static <R extends HasMetadata> Optional<R> find(Class<R> type, String name) {
    return Optional.ofNullable(
        client.resources(type).inNamespace(namespace.name()).withName(name).get());
  }
}
