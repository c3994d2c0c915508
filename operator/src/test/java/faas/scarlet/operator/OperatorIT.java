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
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/**
 * The packaged operator, with the chart's rights in one namespace only, on a real cluster with
 * Knative and MinIO.
 */
@Tag("lab")
class OperatorIT {
  /** The API server takes it; only the operator knows better. */
  private static final String WRONG = "pod: {affinity: {nodeAffinity: 1}}";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MIRROR =
      "*=http://" + System.getenv().getOrDefault("LAB_REGISTRY", "127.0.0.1:5000");

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
        new TestNamespace(client, "p1-operator-" + UUID.randomUUID().toString().substring(0, 8));
    namespace.create();
    kubeconfig = namespace.kubeconfig();
    namespace.store("default", minio);
    operator =
        PackagedOperator.start(
            kubeconfig,
            namespace.name(),
            "scarlet/supervisor:" + tag,
            Map.of("SCARLET_REGISTRY_MIRROR", MIRROR));
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
    var secret = get(Secret.class, "drift-stores").getData();
    var network = get(NetworkPolicy.class, "drift-network").getSpec();

    patch(
        Service.class,
        "drift",
        "{\"spec\":{\"template\":{\"spec\":{\"containerConcurrency\":7}}}}");
    patch(ConfigMap.class, "drift-function", "{\"data\":{\"function.json\":\"{}\"}}");
    patch(Secret.class, "drift-stores", "{\"data\":{\"stores.json\":\"e30=\"}}");
    patch(NetworkPolicy.class, "drift-network", "{\"spec\":{\"ingress\":[{}]}}");

    await().until(() -> concurrency("drift") == 2);
    await().until(() -> get(ConfigMap.class, "drift-function").getData(), config::equals);
    await().until(() -> get(Secret.class, "drift-stores").getData(), secret::equals);
    await().until(() -> get(NetworkPolicy.class, "drift-network").getSpec(), network::equals);
  }

  @Test
  void whatIsDeletedByHandComesBack() {
    apply("gone", "");
    awaitReady("gone");
    Map<Class<? extends HasMetadata>, String> children =
        Map.of(
            Service.class, "gone",
            ConfigMap.class, "gone-function",
            Secret.class, "gone-stores",
            NetworkPolicy.class, "gone-network");
    var before = uids(children);

    children.forEach((type, name) -> resources(type).withName(name).delete());

    await()
        .until(
            () ->
                children.entrySet().stream()
                        .allMatch(c -> find(c.getKey(), c.getValue()).isPresent())
                    && uids(children).stream().noneMatch(before::contains));
    awaitReady("gone");
  }

  @Test
  void aSpecThatCannotBeCarriedOutHasNoChildren() {
    apply("wrong", WRONG);

    var condition = awaitCondition("wrong", "SpecValid", "False");

    assertThat(condition.getMessage()).contains("spec.pod.affinity: expected one as in a Pod");
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

  @Test
  void valuesAndScriptsComeFromTheirObjects() {
    apply(
        "refers",
        """
        scriptFrom: {configMapKeyRef: {name: scripts, key: run.sh}}
          environment: [{name: CODE, valueFrom: {secretKeyRef: {name: licence, key: code}}}]
        """);
    var missing = awaitCondition("refers", "SpecValid", "False");
    assertThat(missing.getReason()).isEqualTo("ScriptNotFound");
    assertThat(missing.getMessage())
        .contains("spec.scriptFrom: there is no ConfigMap scripts in namespace");
    config("scripts", Map.of("run.sh", "echo first"));
    await()
        .until(
            () -> condition("refers", "SpecValid").orElseThrow().getReason(),
            "ValueNotFound"::equals);

    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("licence")
                .withNamespace(namespace.name())
                .endMetadata()
                .addToStringData("code", "top-secret-4711")
                .build())
        .create();

    awaitReady("refers");
    assertThat(get(ConfigMap.class, "refers-function").getData().toString())
        .contains("echo first")
        .doesNotContain("top-secret-4711");
    String revision = get(Service.class, "refers").getStatus().getLatestReadyRevisionName();
    config("scripts", Map.of("run.sh", "echo second"));
    await()
        .until(
            () ->
                get(ConfigMap.class, "refers-function")
                    .getData()
                    .toString()
                    .contains("echo second"));
    await()
        .until(
            () -> get(Service.class, "refers").getStatus().getLatestReadyRevisionName(),
            latest -> !latest.equals(revision));
  }

  @Test
  void aFeatureThatKnativeDoesNotAllowIsNamed() {
    apply("picky", "pod: {nodeSelector: {disk: ssd}}");

    var condition = awaitCondition("picky", "ClusterReady", "False");

    assertThat(condition.getReason()).isEqualTo("KnativeFeatureDisabled");
    assertThat(condition.getMessage()).contains("nodeSelector", "config-features");
  }

  @Test
  void theDigestOfTheImageIsShownAndKept() {
    apply("pinned", "");
    awaitReady("pinned");

    String digest = function("pinned").getStatus().imageDigest();

    assertThat(digest).matches("sha256:[0-9a-f]{64}");
    assertThat(get(ConfigMap.class, "pinned-function").getData().toString())
        .contains("debian:bookworm-slim@" + digest);
    assertThat(function("pinned").getStatus().imageCache()).isEqualTo("instance");
  }

  @Test
  void whatAUserShouldNoticeIsAnEvent() {
    apply("noticed", WRONG);
    awaitCondition("noticed", "SpecValid", "False");

    apply("noticed", "stageIn: true");
    awaitReady("noticed");
    apply("noticed", WRONG);

    await()
        .untilAsserted(
            () -> {
              var events = events("noticed");
              assertThat(events).extracting(Event::getReason).contains("InvalidSpec", "Ready");
              var invalid =
                  events.stream().filter(e -> e.getReason().equals("InvalidSpec")).toList();
              assertThat(invalid).hasSize(1);
              assertThat(invalid.getFirst().getType()).isEqualTo("Warning");
              assertThat(invalid.getFirst().getSeries()).isNotNull();
              assertThat(invalid.getFirst().getSeries().getCount()).isEqualTo(2);
            });
  }

  @Test
  void deletionTakesSeconds() {
    apply("brief", "input: [{path: %s/in}]".formatted(bucket));
    awaitReady("brief");

    resources(ScarFunction.class).withName("brief").delete();

    await().atMost(Duration.ofSeconds(5)).until(() -> find(ScarFunction.class, "brief").isEmpty());
  }

  @Test
  void metricsAndHealthAreTold() throws Exception {
    apply("measured", "");
    awaitReady("measured");

    String metrics = operator.get("/q/metrics").orElseThrow().body();

    assertThat(metrics)
        .contains("scarlet_functions{ready=\"True\"}", "operator_sdk_reconciliations_success_total")
        .contains("operator_sdk_controllers_execution_reconcile");
    assertThat(operator.get("/q/health/ready").orElseThrow().statusCode()).isEqualTo(200);
    assertThat(operator.get("/q/health/live").orElseThrow().statusCode()).isEqualTo(200);
  }

  private static List<Event> events(String function) {
    return client.events().v1().events().inNamespace(namespace.name()).list().getItems().stream()
        .filter(event -> function.equals(event.getRegarding().getName()))
        .toList();
  }

  private static void config(String name, Map<String, String> data) {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace.name())
                .endMetadata()
                .withData(data)
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  private static List<String> uids(Map<Class<? extends HasMetadata>, String> objects) {
    return objects.entrySet().stream()
        .flatMap(object -> find(object.getKey(), object.getValue()).stream())
        .map(found -> found.getMetadata().getUid())
        .toList();
  }

  private static <R extends HasMetadata> NonNamespaceOperation<R, ?, Resource<R>> resources(
      Class<R> type) {
    return client.resources(type).inNamespace(namespace.name());
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
