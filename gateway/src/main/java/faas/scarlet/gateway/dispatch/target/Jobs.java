package faas.scarlet.gateway.dispatch.target;

import faas.scarlet.model.function.FunctionId;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.Optional;

/** Jobs and their pods, as the API server has them. */
final class Jobs {
  private static final ResourceDefinitionContext KNATIVE_SERVICE =
      new ResourceDefinitionContext.Builder()
          .withGroup("serving.knative.dev")
          .withVersion("v1")
          .withKind("Service")
          .withPlural("services")
          .withNamespaced(true)
          .build();
  private static final int LAST_LINES = 20;

  private final KubernetesClient kubernetes;

  Jobs(KubernetesClient kubernetes) {
    this.kubernetes = kubernetes;
  }

  /** How far a Job is. */
  sealed interface State {
    /** Somebody has removed it. */
    record Gone() implements State {}

    /** Its pod has not begun. */
    record Waiting() implements State {}

    /** Its pod has begun, and writes a log. */
    record Running(String pod) implements State {}

    /**
     * It is at its end.
     *
     * @param pod absent where there is none any more
     * @param how in words, where it did not succeed
     */
    record Finished(Optional<String> pod, String how) implements State {}
  }

  /** The function's own service, whose pods are the model for a Job's. */
  Optional<GenericKubernetesResource> service(FunctionId function) {
    return Optional.ofNullable(
        kubernetes
            .genericKubernetesResources(KNATIVE_SERVICE)
            .inNamespace(function.namespace())
            .withName(function.name())
            .get());
  }

  /** Makes it, unless it is there already. */
  void ensure(Job job) {
    try {
      kubernetes.resource(job).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }

  State state(String namespace, String name) {
    var job = kubernetes.batch().v1().jobs().inNamespace(namespace).withName(name).get();
    if (job == null) {
      return new State.Gone();
    }
    var pod = pod(namespace, name);
    var end = end(job);
    if (end.isPresent()) {
      return new State.Finished(pod.map(found -> found.getMetadata().getName()), end.get());
    }
    return pod.filter(Jobs::hasBegun)
        .<State>map(found -> new State.Running(found.getMetadata().getName()))
        .orElseGet(State.Waiting::new);
  }

  void delete(String namespace, String name) {
    kubernetes.batch().v1().jobs().inNamespace(namespace).withName(name).delete();
  }

  /** The log from its beginning, and what is still to come. */
  LogWatch follow(String namespace, String pod) {
    return kubernetes.pods().inNamespace(namespace).withName(pod).watchLog();
  }

  /** The last lines of the log; empty where there is none, or none any more. */
  String tail(String namespace, String pod) {
    try {
      return kubernetes
          .pods()
          .inNamespace(namespace)
          .withName(pod)
          .tailingLines(LAST_LINES)
          .getLog();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
          || e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST) {
        return "";
      }
      throw e;
    }
  }

  private Optional<Pod> pod(String namespace, String job) {
    return kubernetes
        .pods()
        .inNamespace(namespace)
        .withLabel("batch.kubernetes.io/job-name", job)
        .list()
        .getItems()
        .stream()
        .findFirst();
  }

  private static boolean hasBegun(Pod pod) {
    return switch (pod.getStatus().getPhase()) {
      case "Running", "Succeeded", "Failed" -> true;
      default -> false;
    };
  }

  private static Optional<String> end(Job job) {
    return job.getStatus() == null
        ? Optional.empty()
        : job.getStatus().getConditions().stream()
            .filter(condition -> condition.getStatus().equals("True"))
            .filter(condition -> condition.getType().matches("Complete|Failed"))
            .map(Jobs::inWords)
            .findFirst();
  }

  private static String inWords(JobCondition condition) {
    return condition.getType().equals("Complete")
        ? "completed"
        : "failed, %s: %s".formatted(condition.getReason(), condition.getMessage());
  }
}
