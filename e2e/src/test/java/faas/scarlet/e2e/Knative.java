package faas.scarlet.e2e;

import java.util.List;

/** Knative Serving with Kourier, on a cluster that has none. */
final class Knative {
  /** Names manifests other than the released ones: files or URLs, by spaces, in their order. */
  static final String MANIFESTS_VARIABLE = "SCARLET_E2E_KNATIVE_MANIFESTS";

  private static final String VERSION = "knative-v1.23.0";
  private static final String SERVING =
      "https://github.com/knative/serving/releases/download/" + VERSION;
  private static final String KOURIER =
      "https://github.com/knative-extensions/net-kourier/releases/download/" + VERSION;
  private static final String RELEASED =
      String.join(
          " ",
          SERVING + "/serving-crds.yaml",
          SERVING + "/serving-core.yaml",
          KOURIER + "/kourier.yaml");

  private Knative() {}

  /** Installs it and waits until it is ready. */
  static void install() {
    for (String manifest : manifests()) {
      apply(manifest);
      Shell.run("kubectl", "wait", "--for=condition=Established", "crd", "--all", "--timeout=60s");
    }
    awaitAvailable("knative-serving");
    configure("config-network", "ingress-class", "kourier.ingress.networking.knative.dev");
    // images that were imported are in no registry where a digest could be asked for
    configure(
        "config-deployment",
        "registries-skipping-tag-resolving",
        "kind.local,ko.local,dev.local,docker.io,index.docker.io");
    awaitAvailable("kourier-system");
  }

  private static List<String> manifests() {
    return List.of(System.getenv().getOrDefault(MANIFESTS_VARIABLE, RELEASED).strip().split(" +"));
  }

  private static void apply(String manifest) {
    var applied =
        Shell.tryRun("", "kubectl", "apply", "--server-side", "--force-conflicts", "-f", manifest);
    if (applied.code() != 0) {
      throw new IllegalStateException(
          "cannot install Knative from %s; other manifests, files or URLs, are named by %s: %s"
              .formatted(manifest, MANIFESTS_VARIABLE, applied.output()));
    }
  }

  private static void awaitAvailable(String namespace) {
    Shell.run(
        "kubectl",
        "wait",
        "--for=condition=Available",
        "deployment",
        "--all",
        "--namespace=" + namespace,
        "--timeout=240s");
  }

  private static void configure(String configMap, String key, String value) {
    Shell.run(
        "kubectl",
        "patch",
        "configmap",
        configMap,
        "--namespace=knative-serving",
        "--type=merge",
        "--patch={\"data\": {\"%s\": \"%s\"}}".formatted(key, value));
  }
}
