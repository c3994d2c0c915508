package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.function.Manifest;
import faas.scarlet.model.function.Problem;
import faas.scarlet.operator.render.PodRequests;
import faas.scarlet.operator.status.ConditionType;
import faas.scarlet.operator.status.FunctionConditions;
import faas.scarlet.operator.status.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the spec can be carried out: what the API server's schema cannot judge. */
final class SpecCheck {
  private SpecCheck() {}

  /** Says what is wrong, with the fields' paths; only the user can cure it. */
  static boolean isValid(ScarFunction function, FunctionConditions conditions) {
    var problems =
        new ArrayList<>(Manifest.specProblems(Json.MAPPER.valueToTree(function.getSpec())));
    affinity(function.getSpec()).ifPresent(problems::add);
    if (problems.isEmpty()) {
      conditions.ready(ConditionType.SPEC_VALID, "every field can be carried out");
      return true;
    }
    String message = problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    conditions.failed(ConditionType.SPEC_VALID, reason(problems), message);
    return false;
  }

  /** The CRD takes any affinity; only Kubernetes' own types know what one is. */
  private static Optional<Problem> affinity(FunctionSpec spec) {
    try {
      if (spec.pod() != null) {
        PodRequests.affinity(spec.pod());
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      String[] words = String.valueOf(e.getMessage()).split("\\R", 2);
      return Optional.of(new Problem("spec.pod.affinity", "expected one as in a Pod: " + words[0]));
    }
  }

  private static Reason reason(List<Problem> problems) {
    var first = problems.getFirst();
    if (first.path().equals("spec.image")) {
      return Reason.INVALID_IMAGE_REFERENCE;
    }
    if (first.message().startsWith("AWS Lambda ")) {
      return Reason.LAMBDA_LIMIT_EXCEEDED;
    }
    return first.message().startsWith("results in ")
        ? Reason.OVERLAPPING_PATHS
        : Reason.INVALID_SPEC;
  }
}
