package faas.scarlet.gateway.dispatch.target;

import faas.scarlet.model.Json;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.outcome.AttemptRequest;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The Job of one attempt: the pod of the function's Knative service, for one attempt only. */
final class JobTemplate {
  /** For a node, the image of the pod and that of the function. */
  static final Duration START = Duration.ofMinutes(10);

  /** For the supervisor to stop the script and to tell. */
  private static final Duration END = Duration.ofMinutes(1);

  /** A variable may have 128 KiB, its name included. */
  private static final int LONGEST_REQUEST = 120 * 1024;

  private static final int KEPT_SECONDS = 3600;
  private static final int NAME_CHARACTERS = 20;
  private static final String SERVE = "serve";
  private static final String ATTEMPT = "attempt";

  private JobTemplate() {}

  /** The same for the same attempt, whoever asks: so it is made once. */
  static String name(FunctionId function, UUID invocation, int number) {
    String name = function.name();
    String start = name.substring(0, Math.min(name.length(), NAME_CHARACTERS));
    return "%s-%s-%d".formatted(start, invocation.toString().replace("-", ""), number);
  }

  /** How long it may last, from its beginning. */
  static Duration limit(Function function) {
    return function.spec().timeLimit().plus(START).plus(END);
  }

  /** Whether the request fits. */
  static boolean holds(AttemptRequest request) {
    return Json.write(request).getBytes(StandardCharsets.UTF_8).length <= LONGEST_REQUEST;
  }

  static Job render(
      GenericKubernetesResource service, Function function, UUID invocation, AttemptRequest asked) {
    var id = function.id();
    return new JobBuilder()
        .withNewMetadata()
        .withName(name(id, invocation, asked.attempt()))
        .withNamespace(id.namespace())
        .withLabels(
            Map.of(
                "app.kubernetes.io/name", "scarlet-function",
                "app.kubernetes.io/instance", id.name(),
                "app.kubernetes.io/component", "attempt",
                "app.kubernetes.io/part-of", "scarlet",
                "app.kubernetes.io/managed-by", "scarlet-gateway"))
        .addToAnnotations("scarlet.faas/invocation", invocation.toString())
        .withOwnerReferences(owner(function))
        .endMetadata()
        .withNewSpec()
        .withBackoffLimit(0)
        .withActiveDeadlineSeconds(limit(function).toSeconds())
        .withTtlSecondsAfterFinished(KEPT_SECONDS)
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(service.<Map<String, String>>get("spec", "template", "metadata", "labels"))
        .endMetadata()
        .withSpec(pod(service, invocation, asked))
        .endTemplate()
        .endSpec()
        .build();
  }

  private static PodSpec pod(
      GenericKubernetesResource service, UUID invocation, AttemptRequest asked) {
    Map<String, Object> template = service.get("spec", "template", "spec");
    // What a revision has beside a pod's fields is left out.
    var pod = Json.MAPPER.convertValue(template, PodSpec.class);
    pod.setAdditionalProperties(Map.of());
    pod.setRestartPolicy("Never");
    pod.setContainers(
        pod.getContainers().stream()
            .map(container -> container(container, invocation, asked))
            .toList());
    return pod;
  }

  private static Container container(Container serving, UUID invocation, AttemptRequest asked) {
    var environment = new ArrayList<>(serving.getEnv());
    environment.add(new EnvVar("SCARLET_INVOCATION", invocation.toString(), null));
    // Kubernetes would take $(NAME) in a value for a variable.
    environment.add(
        new EnvVar("SCARLET_ATTEMPT_REQUEST", Json.write(asked).replace("$", "$$"), null));
    return new ContainerBuilder(serving)
        .withEnv(environment)
        .withCommand(once(serving.getCommand()))
        .withArgs(serving.getCommand().contains(SERVE) ? serving.getArgs() : List.of(ATTEMPT))
        .withPorts(List.of())
        .withReadinessProbe(null)
        .withLivenessProbe(null)
        .withStartupProbe(null)
        .build();
  }

  /** A command that is given in full, as where the image is the user's own, ends with the verb. */
  private static List<String> once(List<String> command) {
    return command.stream().map(word -> word.equals(SERVE) ? ATTEMPT : word).toList();
  }

  private static OwnerReference owner(Function function) {
    return new OwnerReferenceBuilder()
        .withApiVersion("scarlet.faas/v1alpha1")
        .withKind("ScarFunction")
        .withName(function.id().name())
        .withUid(function.uid())
        .withController(true)
        .build();
  }
}
