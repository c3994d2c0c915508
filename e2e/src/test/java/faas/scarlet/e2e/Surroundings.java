package faas.scarlet.e2e;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The real parts that these tests run against, named by the environment.
 *
 * @param s3Endpoint the object store as this machine sees it. It must have a webhook target {@code
 *     SCARLET} that posts to {@code /events} of {@code gateway} with {@code webhookToken}
 * @param s3EndpointInPods the same as pods see it
 * @param gateway where this machine sees port {@link #GATEWAY_NODE_PORT} of a node
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
    String registryMirror,
    String bakeRepository,
    String minioImage,
    List<String> helmArguments,
    String tag) {

  /** Where the chart is told to show the gateway. */
  static final int GATEWAY_NODE_PORT = 30470;

  private static final String PREFIX = "SCARLET_E2E_";
  private static final List<String> NEEDED =
      List.of("S3_ENDPOINT", "S3_ENDPOINT_IN_PODS", "S3_ACCESS_KEY", "S3_SECRET_KEY");

  /** Those of the environment; skips the test, loudly, where it names none. */
  static Surroundings require() {
    var environment = System.getenv();
    var missing =
        Stream.concat(Stream.of("KUBECONFIG"), NEEDED.stream().map(PREFIX::concat))
            .filter(name -> !environment.containsKey(name))
            .toList();
    if (!missing.isEmpty()) {
      String why =
          "SKIPPED: the end-to-end tests need a cluster and an object store; set " + missing;
      System.err.println("\n*** " + why + " (see CONTRIBUTING.md)\n");
      Assumptions.abort(why);
    }
    return new Surroundings(
        get(environment, "S3_ENDPOINT"),
        get(environment, "S3_ENDPOINT_IN_PODS"),
        get(environment, "S3_ACCESS_KEY"),
        get(environment, "S3_SECRET_KEY"),
        environment.getOrDefault(PREFIX + "WEBHOOK_TOKEN", "e2e-webhook-token"),
        environment.getOrDefault(PREFIX + "GATEWAY", "http://127.0.0.1:" + GATEWAY_NODE_PORT),
        environment.getOrDefault(PREFIX + "REGISTRY_MIRROR", ""),
        environment.getOrDefault(PREFIX + "BAKE_REPOSITORY", ""),
        environment.getOrDefault(PREFIX + "MINIO_IMAGE", "minio/minio:latest"),
        Stream.of(environment.getOrDefault(PREFIX + "HELM_ARGUMENTS", "").split(" "))
            .filter(argument -> !argument.isEmpty())
            .toList(),
        environment.getOrDefault(PREFIX + "TAG", "dev"));
  }

  private static String get(Map<String, String> environment, String name) {
    return Objects.requireNonNull(environment.get(PREFIX + name));
  }
}
