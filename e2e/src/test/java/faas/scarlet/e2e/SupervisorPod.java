package faas.scarlet.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A supervisor in a pod of its own that the API server takes for restricted. */
final class SupervisorPod implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String namespace;
  private final String name;

  private SupervisorPod(String namespace, String name) {
    this.namespace = namespace;
    this.name = name;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param image of the pod
   * @param spec of the function, as in a manifest
   * @param secret content of a file in the pod that scripts must not see
   */
  static SupervisorPod start(
      Surroundings place,
      String namespace,
      String name,
      String image,
      Map<String, Object> spec,
      String secret) {
    var function =
        Map.of("id", Map.of("namespace", namespace, "name", name), "uid", name, "spec", spec);
    var config =
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "ConfigMap",
            "metadata",
            Map.of("name", name),
            "data",
            Map.of("function.json", write(function), "secret", secret));
    apply(namespace, config);
    apply(namespace, pod(name, image, place.registryMirror()));
    Shell.run("kubectl", "wait", "--for=condition=Ready", "pod/" + name, "-n", namespace);
    return new SupervisorPod(namespace, name);
  }

  private static Map<String, Object> pod(String name, String image, String registryMirror) {
    var container =
        Map.of(
            "name", "supervisor",
            "image", image,
            "env",
                List.of(
                    variable("SCARLET_FUNCTION_FILE", "/etc/scarlet/function.json"),
                    variable("SCARLET_REGISTRY_MIRROR", registryMirror)),
            "readinessProbe",
                Map.of("httpGet", Map.of("path", "/healthz", "port", 8080), "periodSeconds", 1),
            "securityContext",
                Map.of(
                    "runAsNonRoot",
                    true,
                    "runAsUser",
                    65532,
                    "allowPrivilegeEscalation",
                    false,
                    "readOnlyRootFilesystem",
                    true,
                    "capabilities",
                    Map.of("drop", List.of("ALL")),
                    "seccompProfile",
                    Map.of("type", "RuntimeDefault")),
            "volumeMounts",
                List.of(
                    Map.of("name", "config", "mountPath", "/etc/scarlet"),
                    Map.of("name", "scratch", "mountPath", "/tmp")));
    return Map.of(
        "apiVersion",
        "v1",
        "kind",
        "Pod",
        "metadata",
        Map.of("name", name),
        "spec",
        Map.of(
            "restartPolicy",
            "Never",
            "terminationGracePeriodSeconds",
            1,
            "containers",
            List.of(container),
            "volumes",
            List.of(
                Map.of("name", "config", "configMap", Map.of("name", name)),
                Map.of("name", "scratch", "emptyDir", Map.of()))));
  }

  private static Map<String, String> variable(String name, String value) {
    return Map.of("name", name, "value", value);
  }

  private static void apply(String namespace, Map<String, Object> resource) {
    var result = Shell.tryRun(write(resource), "kubectl", "apply", "-n", namespace, "-f", "-");
    if (result.code() != 0) {
      throw new AssertionError(result.output());
    }
  }

  /** Has an attempt carried out whose input is {@code event}, as the gateway does it. */
  JsonNode invoke(String event) throws IOException {
    var request =
        Map.of(
            "attempt",
            1,
            "event",
            event,
            "deadline",
            Instant.now().plus(Duration.ofMinutes(2)).toString());
    Path file = Files.createTempFile("scarlet-e2e", ".json");
    try {
      Files.writeString(file, write(request));
      // through the API server, which reaches pods of any cluster
      String answer =
          Shell.run(
              "kubectl",
              "create",
              "--raw",
              "/api/v1/namespaces/%s/pods/%s:8080/proxy/invocations/e2e-1"
                  .formatted(namespace, name),
              "-f",
              file.toString());
      return JSON.readTree(answer);
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    Shell.tryRun("", "kubectl", "delete", "pod", name, "-n", namespace, "--wait=false");
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
