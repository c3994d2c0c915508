package faas.scarlet.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.crd.ScarFunction;
import faas.scarlet.operator.image.ImageDigests;
import faas.scarlet.operator.image.Prefetch;
import faas.scarlet.operator.render.ClusterSettings;
import faas.scarlet.operator.render.Settings;
import faas.scarlet.operator.status.FunctionConditions;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images are in a claim that all instances share before anything runs, with the chart's rights. */
@Tag("lab")
class PrefetchIT {
  private static final String CLAIM = "scarlet-cache";

  @TempDir static Path volume = Path.of("");

  private static KubernetesClient admin;
  private static KubernetesClient operator;
  private static TestNamespace namespace;
  private static Path kubeconfig;
  private static Prefetch prefetch;

  @BeforeAll
  static void start() throws IOException {
    var environment = System.getenv();
    Needed.orSkip(
        Stream.of("KUBECONFIG", "LAB_REGISTRY_IN_PODS", "SCARLET_E2E_TAG")
            .allMatch(environment::containsKey),
        "no cluster on this machine. Set KUBECONFIG to it, LAB_REGISTRY_IN_PODS to its registry with"
            + " scarlet/supervisor of the tag SCARLET_E2E_TAG.");
    Awaitility.setDefaultTimeout(Duration.ofSeconds(90));
    admin = new KubernetesClientBuilder().build();
    namespace =
        new TestNamespace(admin, "bk-prefetch-" + UUID.randomUUID().toString().substring(0, 8));
    namespace.create();
    Files.setPosixFilePermissions(volume, PosixFilePermissions.fromString("rwxrwxrwx"));
    claim();
    kubeconfig = namespace.kubeconfig();
    operator =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
            .build();
    prefetch =
        new Prefetch(
            operator,
            new Settings(
                "scarlet/supervisor:" + environment.get("SCARLET_E2E_TAG"),
                Optional.of("*=http://" + environment.get("LAB_REGISTRY_IN_PODS"))),
            new ClusterSettings(
                Optional.of(CLAIM), Optional.empty(), "nvidia.com/gpu", List.of(), List.of()));
  }

  @AfterAll
  static void stop() throws IOException {
    if (namespace != null) {
      operator.close();
      namespace.delete();
      Files.delete(kubeconfig);
      admin.resources(PersistentVolume.class).withName(namespace.name()).delete();
      admin.close();
    }
  }

  @Test
  void anImageIsThereBeforeTheFirstEventAndNotPulledAgain() throws IOException {
    var function = function("first", busybox());
    var other = function("other", busybox());

    assertThat(look(function)).endsWith("into which the image is being unpacked");
    assertThat(look(other)).endsWith("into which the image is being unpacked");
    assertThat(jobs()).hasSize(1);
    assertThat(jobs().getFirst().getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getName()).isEqualTo("first"));
    await().until(() -> look(function), "claim scarlet-cache, which has the image"::equals);

    assertThat(look(other)).isEqualTo("claim scarlet-cache, which has the image");
    try (var roots = Files.list(volume.resolve("roots"))) {
      assertThat(roots.map(root -> root.resolve("root/bin/busybox"))).anyMatch(Files::exists);
    }
    admin.resource(jobs().getFirst()).delete();
    await().until(() -> jobs().isEmpty());
    assertThat(look(function)).as("what is there is remembered").endsWith("has the image");
    assertThat(jobs()).isEmpty();
  }

  @Test
  void whatCannotBePulledIsSaidAndNoMore() {
    var function = function("missing", "docker.io/bk/none@sha256:" + "0".repeat(64));

    await()
        .until(() -> look(function), words -> words.contains("unpacking the image ahead failed"));
    assertThat(function.getStatus().imageCache()).contains("kubectl logs job/scarlet-prefetch-");
  }

  /** As a reconciliation: what it says is what the next one finds. */
  private static String look(ScarFunction function) {
    var conditions = new FunctionConditions(function, Clock.systemUTC());
    prefetch.look(function.function(), CLAIM, conditions);
    function.setStatus(conditions.status());
    return Objects.requireNonNullElse(function.getStatus().imageCache(), "");
  }

  private static List<Job> jobs() {
    return admin.resources(Job.class).inNamespace(namespace.name()).list().getItems().stream()
        .filter(job -> job.getSpec().getTemplate().toString().contains("busybox"))
        .toList();
  }

  private static ScarFunction function(String name, String image) {
    String manifest =
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: %s, namespace: %s}
        spec: {image: "%s", cpu: 20m, memory: 192Mi}
        """
            .formatted(name, namespace.name(), image);
    return admin
        .resource(
            admin
                .getKubernetesSerialization()
                .<ScarFunction>unmarshal(manifest, ScarFunction.class))
        .create();
  }

  private static String busybox() {
    var digests =
        new ImageDigests(
            new Settings("", Optional.of("*=http://" + System.getenv("LAB_REGISTRY"))),
            Clock.systemUTC());
    String image = "docker.io/library/busybox:1.36";
    return image + "@" + digests.digest(image, List.of()).orElseThrow();
  }

  /** A volume of this machine, for want of one that several could share. */
  private static void claim() {
    String yaml =
        """
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: NAME}
        spec:
          capacity: {storage: 1Gi}
          accessModes: [ReadWriteMany]
          persistentVolumeReclaimPolicy: Retain
          storageClassName: ""
          claimRef: {namespace: NAME, name: scarlet-cache}
          hostPath: {path: VOLUME}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: scarlet-cache, namespace: NAME}
        spec:
          accessModes: [ReadWriteMany]
          storageClassName: ""
          volumeName: NAME
          resources: {requests: {storage: 1Gi}}
        """
            .replace("NAME", namespace.name())
            .replace("VOLUME", volume.toString());
    for (String document : yaml.split("---\n", -1)) {
      admin.load(new ByteArrayInputStream(document.getBytes(UTF_8))).create();
    }
  }
}
