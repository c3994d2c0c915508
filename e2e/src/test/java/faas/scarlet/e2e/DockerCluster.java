package faas.scarlet.e2e;

import static faas.scarlet.e2e.Surroundings.PREFIX;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * k3s with Knative, and a MinIO beside it, in containers of a Docker engine. They are started once,
 * for all tests of this JVM, and end with it.
 */
final class DockerCluster {
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Duration K3S_PATIENCE = Duration.ofMinutes(3);

  private static final List<String> REPOSITORIES =
      Stream.of("supervisor", "gateway", "operator").map("scarlet/"::concat).toList();

  private static final String K3S = "rancher/k3s";
  private static final String K3S_VARIABLE = PREFIX + "K3S_IMAGE";
  private static final String K3S_IMAGE = K3S + ":v1.34.1-k3s1";
  private static final String MINIO = "minio/minio";
  private static final String MINIO_VARIABLE = PREFIX + "MINIO_IMAGE";

  private static final String ALIAS = "k3s";
  private static final String ARCHIVE = "/tmp/scarlet-images.tar";

  private static final FutureTask<Map<String, String>> STARTED =
      new FutureTask<>(DockerCluster::start);

  private DockerCluster() {}

  /** Whether there is an engine. */
  static boolean isPossible() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /** Those of Scarlet's own images that the engine has not. */
  static List<String> missingImages() {
    return images().filter(image -> !hasImage(image)).toList();
  }

  /**
   * What the environment would say of this cluster; waits until it is there.
   *
   * @throws IllegalStateException it did not start, now or before
   */
  static Map<String, String> environment() {
    Thread.ofVirtual().start(STARTED);
    try {
      return STARTED.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "no cluster on the Docker engine: " + e.getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "no cluster on the Docker engine within " + PATIENCE.toMinutes() + " minutes", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> start() throws IOException, InterruptedException {
    var network = Network.newNetwork();
    var k3s = k3s(network);
    var minio = minio(network);
    importImages(k3s);
    Path kubeconfig = Files.createTempFile("scarlet-e2e", ".kubeconfig");
    kubeconfig.toFile().deleteOnExit();
    Files.writeString(kubeconfig, k3s.getKubeConfigYaml());
    Shell.useCluster(kubeconfig);
    Knative.install();
    return Map.of(
        PREFIX + "S3_ENDPOINT", minio.getS3URL(),
        PREFIX + "S3_ENDPOINT_IN_PODS", "http://" + address(minio) + ":9000",
        PREFIX + "S3_ACCESS_KEY", minio.getUserName(),
        PREFIX + "S3_SECRET_KEY", minio.getPassword(),
        PREFIX + "GATEWAY", port(k3s, Surroundings.GATEWAY_NODE_PORT),
        PREFIX + "STORE", port(k3s, Surroundings.STORE_NODE_PORT));
  }

  private static K3sContainer k3s(Network network) {
    String image = Surroundings.setting("K3S_IMAGE", K3S_IMAGE);
    var k3s = new K3sContainer(DockerImageName.parse(image).asCompatibleSubstituteFor(K3S));
    k3s.withNetwork(network)
        .withNetworkAliases(ALIAS)
        .withStartupTimeout(K3S_PATIENCE)
        .addExposedPorts(Surroundings.GATEWAY_NODE_PORT, Surroundings.STORE_NODE_PORT);
    return started(k3s, image, K3S_VARIABLE);
  }

  private static MinIOContainer minio(Network network) {
    String image = Surroundings.MINIO_IMAGE;
    String target = "http://%s:%d/events".formatted(ALIAS, Surroundings.GATEWAY_NODE_PORT);
    var minio = new MinIOContainer(DockerImageName.parse(image).asCompatibleSubstituteFor(MINIO));
    minio
        .withNetwork(network)
        .withUserName("scarlet")
        .withPassword(UUID.randomUUID().toString())
        .withEnv("MINIO_NOTIFY_WEBHOOK_ENABLE_SCARLET", "on")
        .withEnv("MINIO_NOTIFY_WEBHOOK_ENDPOINT_SCARLET", target)
        .withEnv("MINIO_NOTIFY_WEBHOOK_AUTH_TOKEN_SCARLET", Surroundings.WEBHOOK_TOKEN);
    return started(minio, image, MINIO_VARIABLE);
  }

  private static <C extends GenericContainer<?>> C started(
      C container, String image, String variable) {
    try {
      container.start();
      return container;
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "%s did not start (%s); another image is named by %s"
              .formatted(image, e.getMessage(), variable),
          e);
    }
  }

  /** Into the node's containerd, so that no registry is needed. */
  private static void importImages(K3sContainer k3s) throws IOException, InterruptedException {
    Path archive = Files.createTempFile("scarlet-e2e-images", ".tar");
    try {
      var save = DockerClientFactory.lazyClient().saveImagesCmd();
      REPOSITORIES.forEach(repository -> save.withImage(repository, Surroundings.TAG));
      try (var images = save.exec()) {
        Files.copy(images, archive, StandardCopyOption.REPLACE_EXISTING);
      }
      k3s.copyFileToContainer(MountableFile.forHostPath(archive), ARCHIVE);
    } finally {
      Files.delete(archive);
    }
    var imported = k3s.execInContainer("ctr", "--namespace=k8s.io", "images", "import", ARCHIVE);
    if (imported.getExitCode() != 0) {
      throw new IllegalStateException(
          "k3s does not take the images %s: %s%s"
              .formatted(images().toList(), imported.getStdout(), imported.getStderr()));
    }
    k3s.execInContainer("rm", ARCHIVE);
  }

  private static Stream<String> images() {
    return REPOSITORIES.stream().map(repository -> repository + ":" + Surroundings.TAG);
  }

  private static boolean hasImage(String image) {
    try {
      DockerClientFactory.lazyClient().inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  /** Pods do not know the names of the engine's network. */
  private static String address(GenericContainer<?> container) {
    return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
        .map(network -> Objects.requireNonNull(network.getIpAddress()))
        .findFirst()
        .orElseThrow();
  }

  private static String port(GenericContainer<?> container, int port) {
    return "http://%s:%d".formatted(container.getHost(), container.getMappedPort(port));
  }
}
