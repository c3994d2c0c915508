package faas.scarlet.e2e;

import static java.util.function.Predicate.not;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * The real parts that these tests run against.
 *
 * @param s3Endpoint the object store as this machine sees it. It must have a webhook target {@code
 *     SCARLET} that posts to {@code /events} of {@code gateway} with {@code webhookToken}
 * @param s3EndpointInPods the same as pods see it
 * @param gateway where this machine sees port {@link #GATEWAY_NODE_PORT} of a node
 * @param store where this machine sees port {@link #STORE_NODE_PORT} of a node; none: it reaches
 *     services' addresses
 * @param registryMirror where supervisors pull images from, as in {@code SCARLET_REGISTRY_MIRROR}
 * @param bakeRepository where baked images go, as both pods and nodes reach it; none: nothing is
 *     baked
 * @param minioImage for a store of a test's own
 * @param helmArguments more of them for {@code helm install}
 * @param tag of the images scarlet/operator, scarlet/gateway and scarlet/supervisor
 */
record Surroundings(
    String s3Endpoint,
    String s3EndpointInPods,
    String s3AccessKey,
    String s3SecretKey,
    String webhookToken,
    String gateway,
    String store,
    String registryMirror,
    String bakeRepository,
    String minioImage,
    List<String> helmArguments,
    String tag) {

  /** Where the chart is told to show the gateway. */
  static final int GATEWAY_NODE_PORT = 30470;

  /** Where {@link Installation#store} shows the chart's own store. */
  static final int STORE_NODE_PORT = 30471;

  static final String PREFIX = "SCARLET_E2E_";
  static final String TAG = setting("TAG", "dev");
  static final String WEBHOOK_TOKEN = setting("WEBHOOK_TOKEN", "e2e-webhook-token");
  static final String MINIO_IMAGE = setting("MINIO_IMAGE", "minio/minio:latest");

  private static final String KUBECONFIG = "KUBECONFIG";
  private static final List<String> NEEDED =
      List.of("S3_ENDPOINT", "S3_ENDPOINT_IN_PODS", "S3_ACCESS_KEY", "S3_SECRET_KEY");

  /**
   * Those of the environment where it names a cluster, else those that a Docker engine can run;
   * skips the test, loudly, where there is neither.
   */
  static Surroundings require() {
    var environment = System.getenv();
    if (environment.containsKey(KUBECONFIG)) {
      var missing =
          NEEDED.stream().map(PREFIX::concat).filter(not(environment::containsKey)).toList();
      if (!missing.isEmpty()) {
        throw skip("the cluster of KUBECONFIG needs an object store; set " + missing);
      }
      return of(environment);
    }
    if (!DockerCluster.isPossible()) {
      throw skip("they need a cluster: set KUBECONFIG, or start a Docker engine for k3s");
    }
    var missing = DockerCluster.missingImages();
    if (!missing.isEmpty()) {
      throw skip(
          "set KUBECONFIG, or build, for k3s on the Docker engine, %s: ./mvnw -DskipTests package; docker build -t scarlet/PART:%s -f PART/Dockerfile ."
              .formatted(missing, TAG));
    }
    return of(DockerCluster.environment());
  }

  private static Surroundings of(Map<String, String> parts) {
    return new Surroundings(
        get(parts, "S3_ENDPOINT"),
        get(parts, "S3_ENDPOINT_IN_PODS"),
        get(parts, "S3_ACCESS_KEY"),
        get(parts, "S3_SECRET_KEY"),
        WEBHOOK_TOKEN,
        parts.getOrDefault(PREFIX + "GATEWAY", "http://127.0.0.1:" + GATEWAY_NODE_PORT),
        parts.getOrDefault(PREFIX + "STORE", ""),
        setting("REGISTRY_MIRROR", ""),
        setting("BAKE_REPOSITORY", ""),
        MINIO_IMAGE,
        Stream.of(setting("HELM_ARGUMENTS", "").split(" ")).filter(not(String::isEmpty)).toList(),
        TAG);
  }

  /** What the environment says of the tests, whatever their parts are. */
  static String setting(String name, String otherwise) {
    return System.getenv().getOrDefault(PREFIX + name, otherwise);
  }

  private static String get(Map<String, String> parts, String name) {
    return Objects.requireNonNull(parts.get(PREFIX + name));
  }

  private static TestAbortedException skip(String why) {
    String told = "SKIPPED: the end-to-end tests do not run; " + why;
    System.err.println("\n*** " + told + " (see CONTRIBUTING.md)\n");
    return new TestAbortedException(told);
  }
}
