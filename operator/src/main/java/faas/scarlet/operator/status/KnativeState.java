package faas.scarlet.operator.status;

import io.fabric8.knative.duck.v1.Addressable;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.ServiceStatus;
import java.util.Objects;
import java.util.Optional;

/** Reads from a Knative service how far it is. */
public final class KnativeState {
  private KnativeState() {}

  /** Says in the function's conditions what the service says of itself. */
  public static void report(Service service, FunctionConditions conditions) {
    address(service).ifPresent(conditions::url);
    var ready =
        Optional.ofNullable(service.getStatus())
            .filter(status -> isCurrent(service, status))
            .flatMap(KnativeState::ready);
    switch (ready.map(KnativeCondition::status).orElse("")) {
      case "True" ->
          conditions.ready(ConditionType.CLUSTER_READY, "the Knative service takes requests");
      case "False" ->
          conditions.failed(
              ConditionType.CLUSTER_READY,
              Reason.REVISION_FAILED,
              "the Knative service failed: "
                  + ready.map(KnativeCondition::message).orElse("")
                  + "; see kubectl describe ksvc "
                  + service.getMetadata().getName());
      default ->
          conditions.waiting(
              ConditionType.CLUSTER_READY, Reason.WAITING, "the Knative service is being made");
    }
  }

  private record KnativeCondition(String status, String message) {}

  private static Optional<KnativeCondition> ready(ServiceStatus status) {
    return status.getConditions().stream()
        .filter(condition -> "Ready".equals(condition.getType()))
        .map(
            condition ->
                new KnativeCondition(
                    Objects.requireNonNullElse(condition.getStatus(), ""),
                    Objects.requireNonNullElse(condition.getMessage(), "no message")))
        .findFirst();
  }

  /** Whether the status is about the spec as it is now. */
  private static boolean isCurrent(Service service, ServiceStatus status) {
    return Objects.equals(status.getObservedGeneration(), service.getMetadata().getGeneration());
  }

  private static Optional<String> address(Service service) {
    return Optional.ofNullable(service.getStatus())
        .map(ServiceStatus::getAddress)
        .map(Addressable::getUrl);
  }
}
