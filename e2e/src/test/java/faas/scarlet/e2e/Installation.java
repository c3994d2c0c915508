package faas.scarlet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The chart in a namespace of its own, and another one for functions; both take restricted pods
 * only.
 */
final class Installation implements AutoCloseable {
  static final Path ROOT = Path.of(System.getProperty("project.root", ".."));

  private static final String RELEASE = "scarlet";
  private static final String USER = "user";
  private static final String STORE = RELEASE + "-minio";
  private static final int STORE_PORT = 9000;

  private final String system;
  private final String functions;

  private Installation(String system, String functions) {
    this.system = system;
    this.functions = functions;
  }

  /** Two empty namespaces; what an earlier run has left in them is removed. */
  static Installation prepare(String name) {
    var installation = new Installation(name, name + "-functions");
    installation.close();
    for (String namespace : List.of(installation.system, installation.functions)) {
      Shell.tryRun(
          "", "kubectl", "wait", "--for=delete", "namespace/" + namespace, "--timeout=180s");
    }
    for (String namespace : List.of(installation.system, installation.functions)) {
      Shell.run("kubectl", "create", "namespace", namespace);
      // the API server itself then refuses any pod that is not restricted
      Shell.run(
          "kubectl",
          "label",
          "namespace",
          namespace,
          "pod-security.kubernetes.io/enforce=restricted");
    }
    return installation;
  }

  /** Installs the chart and waits until all is ready. */
  void install(Surroundings place, String... more) {
    var command =
        new ArrayList<>(
            List.of(
                "helm",
                "install",
                RELEASE,
                ROOT.resolve("helm/scarlet").toString(),
                "--namespace=" + system,
                "--wait",
                "--timeout=180s",
                "--set=image.tag=" + place.tag(),
                "--set=registryMirror=" + place.registryMirror(),
                "--set=objectStore.webhookToken=" + place.webhookToken(),
                "--set=gateway.service.nodePort=" + Surroundings.GATEWAY_NODE_PORT,
                "--set=gateway.sweepInterval=10s",
                "--set=postgresql.persistence.enabled=false"));
    command.addAll(List.of(more));
    command.addAll(place.helmArguments());
    Shell.run(command.toArray(String[]::new));
  }

  /** As a user uninstalls it; what holds data stays. */
  void uninstall() {
    Shell.run("kubectl", "delete", "scarfunctions", "--all", "-n", functions, "--timeout=60s");
    Shell.run("helm", "uninstall", RELEASE, "-n", system, "--wait", "--timeout=120s");
  }

  /** Namespace of operator and gateway. */
  String system() {
    return system;
  }

  /** Namespace of the functions. */
  String functions() {
    return functions;
  }

  /** A user who may do in the functions' namespace what the cluster's role {@code edit} allows. */
  String userToken() {
    Shell.run("kubectl", "create", "serviceaccount", USER, "-n", functions);
    Shell.run(
        "kubectl",
        "create",
        "rolebinding",
        USER,
        "--clusterrole=edit",
        "--serviceaccount=" + functions + ":" + USER,
        "-n",
        functions);
    return Shell.run("kubectl", "create", "token", USER, "-n", functions, "--duration=2h").strip();
  }

  /** Applies a manifest. */
  void apply(String manifest) {
    var result = Shell.tryRun(manifest, "kubectl", "apply", "-n", functions, "-f", "-");
    assertThat(result.code()).as(result.output()).isZero();
  }

  /** Waits until the function is ready. */
  void awaitReady(String name) {
    Shell.run(
        "kubectl",
        "wait",
        "--for=condition=Ready",
        "sfn/" + name,
        "-n",
        functions,
        "--timeout=120s");
  }

  /** Kills all pods of a part, without a word. */
  void kill(String part) {
    Shell.run(
        "kubectl",
        "delete",
        "pod",
        "-n",
        system,
        "-l",
        "app.kubernetes.io/component=" + part,
        "--force",
        "--grace-period=0");
  }

  /** Names of a part's pods. */
  List<String> pods(String part) {
    return Shell.run(
            "kubectl",
            "get",
            "pods",
            "-n",
            system,
            "-l",
            "app.kubernetes.io/component=" + part,
            "-o",
            "name")
        .lines()
        .map(name -> name.replace("pod/", ""))
        .toList();
  }

  /** Asks for the eviction of a pod; false where a budget forbids it now. */
  boolean evict(String pod) {
    String eviction =
        """
        {"apiVersion": "policy/v1", "kind": "Eviction",
         "metadata": {"name": "%s", "namespace": "%s"}}
        """
            .formatted(pod, system);
    return Shell.tryRun(
                eviction,
                "kubectl",
                "create",
                "--raw",
                "/api/v1/namespaces/%s/pods/%s/eviction".formatted(system, pod),
                "-f",
                "-")
            .code()
        == 0;
  }

  /** The chart's own store, as this machine reaches it. */
  Buckets.Store store(Surroundings place) {
    return new Buckets.Store(
        place.store().isEmpty() ? storeInTheCluster() : showStore(place),
        secret(STORE, "accessKey"),
        secret(STORE, "secretKey"));
  }

  private String storeInTheCluster() {
    return "http://%s:%d"
        .formatted(
            Shell.run(
                "kubectl",
                "get",
                "service",
                STORE,
                "-n",
                system,
                "-o",
                "jsonpath={.spec.clusterIP}"),
            STORE_PORT);
  }

  private String showStore(Surroundings place) {
    String change =
        """
        {"spec": {"type": "NodePort", "ports": [{"port": %d, "nodePort": %d}]}}
        """
            .formatted(STORE_PORT, Surroundings.STORE_NODE_PORT);
    Shell.run("kubectl", "patch", "service", STORE, "-n", system, "--patch=" + change);
    return place.store();
  }

  /** A value of a Secret of the chart's. */
  String secret(String name, String key) {
    String encoded =
        Shell.run(
            "kubectl", "get", "secret", name, "-n", system, "-o", "jsonpath={.data." + key + "}");
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    // functions first: their finalizer is the operator's to remove
    Shell.tryRun(
        "", "kubectl", "delete", "scarfunctions", "--all", "-n", functions, "--timeout=60s");
    Shell.tryRun("", "helm", "uninstall", RELEASE, "-n", system, "--wait", "--timeout=60s");
    Shell.tryRun(
        "",
        "kubectl",
        "delete",
        "namespace",
        system,
        functions,
        // takes as long as the slowest pod, which nobody need wait for
        "--wait=false",
        "--ignore-not-found");
  }
}
