package faas.scarlet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import faas.scarlet.crd.ClusterObjectStore;
import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.Json;
import faas.scarlet.model.storage.KnownStore;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.operator.store.PrivateMinio;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two installations in one cluster, each for a namespace and with a store of its own. */
@Tag("lab")
class InstallationsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Installed> all = new ArrayList<>();

  private record Installed(
      TestNamespace namespace, PrivateMinio minio, Path kubeconfig, PackagedOperator operator) {}

  @AfterEach
  void remove() throws Exception {
    for (var each : all) {
      try {
        functions(each).delete();
        await().atMost(PATIENCE).until(() -> functions(each).list().getItems().isEmpty());
      } finally {
        each.operator().stop();
        each.minio().stop();
        Files.delete(each.kubeconfig());
        each.namespace().delete();
        each.namespace().client().close();
      }
    }
  }

  @Test
  void eachHasTheDefaultStoreThatIsItsOwn() throws Exception {
    Needed.orSkip(System.getenv("KUBECONFIG") != null, "no cluster. Set KUBECONFIG to one.");
    var first = install();
    var second = install();

    apply(first);
    apply(second);

    for (var each : all) {
      await().atMost(PATIENCE).until(() -> isTrue(conditions(each), "StorageReady"));
      assertThat(access(each))
          .extracting(StoreAccess::name, StoreAccess::endpoint)
          .containsExactly(tuple("default", each.minio().access().endpoint()));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(told(each))
                      .extracting(known -> known.access().endpoint())
                      .containsExactly(each.minio().access().endpoint()));
      await().atMost(PATIENCE).until(() -> isTrue(storeConditions(each), "Reachable"));
    }
    var before = version(first);
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(5))
        .until(() -> version(first).equals(before));
  }

  private Installed install() throws Exception {
    KubernetesClient client = new KubernetesClientBuilder().build();
    var namespace =
        new TestNamespace(client, "op-inst-" + UUID.randomUUID().toString().substring(0, 8));
    var minio = PrivateMinio.startOrSkip();
    namespace.create();
    namespace.clusterStore(minio);
    var kubeconfig = namespace.kubeconfig();
    var operator =
        PackagedOperator.start(
            kubeconfig,
            namespace.name(),
            "scarlet/supervisor:none",
            Map.of("SCARLET_KNATIVE", "off", "SCARLET_DEFAULT_STORE", namespace.name()));
    var installed = new Installed(namespace, minio, kubeconfig, operator);
    all.add(installed);
    return installed;
  }

  private static void apply(Installed where) {
    String manifest =
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: own, namespace: %s}
        spec:
          image: docker.io/library/debian:bookworm-slim@sha256:%s
          input: [{path: %s/in}]
        """
            .formatted(where.namespace().name(), "0".repeat(64), where.namespace().name());
    var client = where.namespace().client();
    client
        .resource(
            client
                .getKubernetesSerialization()
                .<ScarFunction>unmarshal(manifest, ScarFunction.class))
        .serverSideApply();
  }

  private static NonNamespaceOperation<
          ScarFunction, KubernetesResourceList<ScarFunction>, Resource<ScarFunction>>
      functions(Installed where) {
    return where
        .namespace()
        .client()
        .resources(ScarFunction.class)
        .inNamespace(where.namespace().name());
  }

  private static Stream<Condition> conditions(Installed where) {
    return Optional.ofNullable(functions(where).withName("own").get()).stream()
        .filter(function -> function.getStatus() != null)
        .flatMap(function -> function.getStatus().conditions().stream());
  }

  private static Stream<Condition> storeConditions(Installed where) {
    return Optional.ofNullable(store(where).getStatus()).stream()
        .flatMap(status -> status.conditions().stream());
  }

  private static ClusterObjectStore store(Installed where) {
    return where
        .namespace()
        .client()
        .resources(ClusterObjectStore.class)
        .withName(where.namespace().name())
        .get();
  }

  private static String version(Installed where) {
    return store(where).getMetadata().getResourceVersion();
  }

  private static boolean isTrue(Stream<Condition> conditions, String type) {
    return conditions.anyMatch(c -> c.getType().equals(type) && c.getStatus().equals("True"));
  }

  private static List<StoreAccess> access(Installed where) {
    return List.of(read(where, "own-stores", "stores.json", StoreAccess[].class));
  }

  private static List<KnownStore> told(Installed where) {
    return List.of(
        read(
            where,
            PackagedOperator.GATEWAY_STORES,
            "clusterobjectstores.json",
            KnownStore[].class));
  }

  private static <T> T read(Installed where, String name, String key, Class<T> type) {
    var secrets = where.namespace().client().secrets().inNamespace(where.namespace().name());
    Secret secret = secrets.withName(name).get();
    try {
      return Json.MAPPER.readValue(Base64.getDecoder().decode(secret.getData().get(key)), type);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
