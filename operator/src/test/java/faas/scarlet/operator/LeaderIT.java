package faas.scarlet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.crd.ScarFunction;
import faas.scarlet.operator.store.PrivateMinio;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several packaged operators on one namespace of a real cluster; Knative is left out. */
@Tag("lab")
class LeaderIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int STOPS = 2;

  private final List<PackagedOperator> operators = new ArrayList<>();
  private KubernetesClient client;
  private TestNamespace namespace;
  private PrivateMinio minio;
  private Path kubeconfig;

  @BeforeEach
  void prepare() throws Exception {
    Needed.orSkip(
        System.getenv("KUBECONFIG") != null,
        "no cluster. Set KUBECONFIG to one that has Scarlet's CRD.");
    minio = PrivateMinio.startOrSkip();
    client = new KubernetesClientBuilder().build();
    namespace =
        new TestNamespace(client, "p1-leader-" + UUID.randomUUID().toString().substring(0, 8));
    namespace.create();
    namespace.store("default", minio);
    kubeconfig = namespace.kubeconfig();
  }

  @AfterEach
  void cleanUp() throws Exception {
    for (PackagedOperator operator : operators) {
      operator.stop();
    }
    if (minio != null) {
      minio.stop();
    }
    if (namespace != null) {
      // whose operator may be gone
      functions().forEach(this::withoutFinalizer);
      namespace.delete();
      Files.deleteIfExists(kubeconfig);
      client.close();
    }
  }

  @Test
  void anotherTakesOverWhenTheLeaderDies() throws Exception {
    start("first");
    apply("before");
    awaitReady("before");
    start("second");
    await().atMost(PATIENCE).until(() -> isHealthy(operators.get(1)));
    assertThat(holder()).contains("first");

    operators.get(0).kill();
    apply("after");

    awaitReady("after");
    assertThat(holder()).contains("second");
  }

  @Test
  void lookingAgainWritesNothing() throws Exception {
    for (int i = 0; i < 20; i++) {
      apply("calm-" + i);
    }
    start("first");
    for (int i = 0; i < 20; i++) {
      awaitReady("calm-" + i);
    }
    var before = versions();
    operators.removeLast().stop();

    // a new process looks at everything
    start("second");

    await().atMost(PATIENCE).until(() -> lookedAt(operators.getLast()) >= 20);
    assertThat(versions()).isEqualTo(before);

    // as does one that is told to stop in the midst of it
    for (int i = 0; i < STOPS; i++) {
      operators.removeLast().stop();
      assertThat(versions()).isEqualTo(before);
      start("stopped-" + i);
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(PATIENCE)
          .until(() -> lookedAt(operators.getLast()) > 0);
    }
  }

  private void start(String name) throws Exception {
    operators.add(
        PackagedOperator.start(
            kubeconfig,
            namespace.name(),
            "scarlet/supervisor:none",
            Map.of(
                "SCARLET_KNATIVE",
                "off",
                "SCARLET_LEASE_NAMESPACE",
                namespace.name(),
                // the name by which it holds the lease
                "HOSTNAME",
                name)));
  }

  private static boolean isHealthy(PackagedOperator operator) throws InterruptedException {
    return operator.get("/q/health").filter(answer -> answer.statusCode() == 200).isPresent();
  }

  /** Functions that this process has looked at. */
  private static long lookedAt(PackagedOperator operator) throws InterruptedException {
    return operator.get("/q/metrics").stream()
        .flatMap(answer -> answer.body().lines())
        .filter(line -> line.startsWith("scarlet_functions{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private Optional<String> holder() {
    return Optional.ofNullable(
            client
                .resources(Lease.class)
                .inNamespace(namespace.name())
                .withName("scarlet-operator")
                .get())
        .map(lease -> lease.getSpec().getHolderIdentity());
  }

  /** Of functions and all that belongs to them, by kind and name. */
  private List<String> versions() {
    return Stream.of(
            functions().stream(),
            client.configMaps().inNamespace(namespace.name()).list().getItems().stream(),
            client.secrets().inNamespace(namespace.name()).list().getItems().stream(),
            client
                .network()
                .networkPolicies()
                .inNamespace(namespace.name())
                .list()
                .getItems()
                .stream(),
            client.events().v1().events().inNamespace(namespace.name()).list().getItems().stream())
        .flatMap(objects -> objects)
        .map(
            (HasMetadata object) ->
                object.getKind()
                    + " "
                    + object.getMetadata().getName()
                    + " "
                    + object.getMetadata().getResourceVersion())
        .sorted()
        .toList();
  }

  private List<ScarFunction> functions() {
    return client.resources(ScarFunction.class).inNamespace(namespace.name()).list().getItems();
  }

  private void withoutFinalizer(ScarFunction function) {
    client
        .resource(function)
        .edit(
            current -> {
              current.getMetadata().setFinalizers(List.of());
              return current;
            });
  }

  private void apply(String name) {
    String manifest =
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: %s, namespace: %s}
        spec:
          image: docker.io/library/debian:bookworm-slim@sha256:%s
          input: [{path: leader-bucket/%s}]
        """
            .formatted(name, namespace.name(), "0".repeat(64), name);
    client
        .resource(
            client
                .getKubernetesSerialization()
                .<ScarFunction>unmarshal(manifest, ScarFunction.class))
        .serverSideApply();
  }

  private void awaitReady(String name) {
    await("%s is ready".formatted(name))
        .atMost(PATIENCE)
        .until(
            () ->
                functions().stream()
                    .filter(function -> function.getMetadata().getName().equals(name))
                    .filter(function -> function.getStatus() != null)
                    .flatMap(function -> function.getStatus().conditions().stream())
                    .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True")));
  }
}
