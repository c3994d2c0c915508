package faas.scarlet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.crd.FunctionStatus;
import faas.scarlet.crd.ScarFunction;
import faas.scarlet.operator.bake.RefusingRegistry;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.readiness.Readiness;
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

/** The packaged operator bakes images of a real registry; a real cluster runs them. */
@Tag("lab")
class BakedIT {
  private static final String REGISTRY = System.getenv().getOrDefault("LAB_REGISTRY", "");

  private static KubernetesClient client;
  private static TestNamespace namespace;
  private static RefusingRegistry registry;
  private static Path kubeconfig;
  private static PackagedOperator operator;
  private static String tag = "";

  @BeforeAll
  static void start() throws Exception {
    var environment = System.getenv();
    Needed.orSkip(
        Stream.of("KUBECONFIG", "LAB_REGISTRY", "SCARLET_E2E_TAG")
            .allMatch(environment::containsKey),
        "no cluster. Set KUBECONFIG to one that has Knative, LAB_REGISTRY to the registry that it"
            + " takes for all, with the image scarlet/supervisor with the tag SCARLET_E2E_TAG.");
    Awaitility.setDefaultTimeout(Duration.ofSeconds(90));
    tag = environment.getOrDefault("SCARLET_E2E_TAG", "");
    client = new KubernetesClientBuilder().build();
    registry = new RefusingRegistry(REGISTRY);
    namespace =
        new TestNamespace(client, "bk-baked-" + UUID.randomUUID().toString().substring(0, 8));
    namespace.create();
    kubeconfig = namespace.kubeconfig();
    operator = startOperator();
  }

  @AfterAll
  static void stop() throws Exception {
    try {
      if (operator != null) {
        functions().delete();
        await().until(() -> functions().list().getItems().isEmpty());
      }
    } finally {
      if (operator != null) {
        operator.stop();
        Files.delete(kubeconfig);
      }
      if (registry != null) {
        registry.close();
      }
      if (namespace != null) {
        namespace.delete();
        client.close();
      }
    }
  }

  @Test
  void anImageWithoutALibraryIsBakedOnceForTwoFunctionsWhenTheRegistryTakesIt() {
    registry.refuse(true);
    apply("one", "(echo one:; cat $INPUT_FILE_PATH) > $TMP_OUTPUT_DIR/result");
    apply("two", "(echo two:; cat $INPUT_FILE_PATH) > $TMP_OUTPUT_DIR/result");

    assertThat(awaitImage("one", "False").getReason()).isEqualTo("RegistryRefused");
    assertThat(awaitImage("two", "False").getMessage()).contains("functions.bake.pushSecret");
    assertThat(client.resources(Service.class).inNamespace(namespace.name()).list().getItems())
        .as("nothing is started from an image that is not there")
        .isEmpty();
    registry.refuse(false);

    awaitReady("one");
    awaitReady("two");
    assertThat(condition("one", "ImageReady").orElseThrow().getReason()).isEqualTo("Baked");
    String image = status("one").bakedImage();
    assertThat(image)
        .startsWith(registry.address() + "/bk/" + namespace.name())
        .isEqualTo(status("two").bakedImage());
    assertThat(status("one").imageCache()).isEqualTo("none: the image is baked");
    assertThat(registry.pushed().stream().filter(pushed -> pushed.startsWith("baked-"))).hasSize(1);
    assertThat(
            client
                .resources(Service.class)
                .inNamespace(namespace.name())
                .withName("one")
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage())
        .isEqualTo(image);
    assertThat(call("one", "hello")).isEqualTo("one:\nhello");
    assertThat(call("two", "hello")).isEqualTo("two:\nhello");
  }

  @Test
  void aNewOperatorFindsWhatIsBakedAndInterruptsNothing() throws Exception {
    apply("kept", "true");
    awaitReady("kept");
    var pushed = registry.pushed();
    var before = functions().withName("kept").get().getMetadata().getResourceVersion();

    operator.stop();
    registry.refuse(true);
    operator = startOperator();

    await()
        .until(
            () -> operator.get("/q/health/ready").filter(r -> r.statusCode() == 200).isPresent());
    await()
        .during(Duration.ofSeconds(5))
        .until(
            () -> functions().withName("kept").get().getMetadata().getResourceVersion(),
            before::equals);
    registry.refuse(false);
    assertThat(registry.pushed()).isEqualTo(pushed);
  }

  private static PackagedOperator startOperator() throws Exception {
    return PackagedOperator.start(
        kubeconfig,
        namespace.name(),
        "scarlet/supervisor:" + tag,
        Map.of(
            "SCARLET_REGISTRY_MIRROR",
            "*=http://" + REGISTRY,
            "SCARLET_BAKE_REPOSITORY",
            "http://%s/bk/%s".formatted(registry.address(), namespace.name())));
  }

  /** As the gateway calls it; through the API server, which reaches pods of any cluster. */
  private static String call(String function, String body) {
    var pod =
        await()
            .until(
                () -> pods(function).stream().filter(Readiness.getInstance()::isReady).findFirst(),
                Optional::isPresent)
            .orElseThrow();
    return client
        .raw(
            "/api/v1/namespaces/%s/pods/%s:8080/proxy/"
                .formatted(namespace.name(), pod.getMetadata().getName()),
            "POST",
            body)
        .strip();
  }

  private static List<Pod> pods(String function) {
    return client
        .pods()
        .inNamespace(namespace.name())
        .withLabel("serving.knative.dev/service", function)
        .list()
        .getItems();
  }

  private static void apply(String name, String script) {
    String manifest =
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: %s, namespace: %s}
        spec:
          image: docker.io/library/busybox:1.36
          script: |
            %s
          execution: {mode: Bake}
          http: {enabled: true}
          scale: {min: 1}
          cpu: 20m
          memory: 192Mi
        """
            .formatted(name, namespace.name(), script);
    client
        .resource(
            client
                .getKubernetesSerialization()
                .<ScarFunction>unmarshal(manifest, ScarFunction.class))
        .forceConflicts()
        .serverSideApply();
  }

  private static NonNamespaceOperation<
          ScarFunction, KubernetesResourceList<ScarFunction>, Resource<ScarFunction>>
      functions() {
    return client.resources(ScarFunction.class).inNamespace(namespace.name());
  }

  private static void awaitReady(String name) {
    await("Ready of " + name)
        .until(() -> condition(name, "Ready"), c -> c.filter(it -> is(it, "True")).isPresent());
  }

  private static Condition awaitImage(String name, String status) {
    return await("ImageReady of " + name)
        .until(() -> condition(name, "ImageReady"), c -> c.filter(it -> is(it, status)).isPresent())
        .orElseThrow();
  }

  private static boolean is(Condition condition, String status) {
    return condition.getStatus().equals(status);
  }

  private static Optional<Condition> condition(String name, String type) {
    return status(name).conditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .findFirst();
  }

  private static FunctionStatus status(String name) {
    return Optional.ofNullable(functions().withName(name).get())
        .flatMap(function -> Optional.ofNullable(function.getStatus()))
        .orElse(FunctionStatus.EMPTY);
  }
}
