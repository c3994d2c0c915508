package faas.scarlet.model.function;

import java.util.ArrayList;
import java.util.List;

/** What of a function only a cluster can carry out, where there is none. */
public final class LocalRules {
  private LocalRules() {}

  /** Fields without which the function would be another one: it is refused. */
  static List<Problem> refused(FunctionSpec spec) {
    var problems = new ArrayList<Problem>();
    if (spec.scriptFrom() != null) {
      problems.add(
          new Problem(
              "spec.scriptFrom", "ConfigMaps are only on a cluster; here write spec.script"));
    }
    for (int i = 0; i < spec.environment().size(); i++) {
      if (spec.environment().get(i).valueFrom() != null) {
        problems.add(
            new Problem(
                "spec.environment[" + i + "].valueFrom",
                "Secrets and ConfigMaps are only on a cluster; here write value"));
      }
    }
    return List.copyOf(problems);
  }

  /** Fields that have no meaning here, and are passed over; to be told to the user. */
  public static List<Problem> passedOver(FunctionSpec spec) {
    var problems = new ArrayList<Problem>();
    if (!spec.imagePullSecrets().isEmpty()) {
      problems.add(
          new Problem(
              "spec.imagePullSecrets",
              "passed over: Secrets are only on a cluster; here logins come from docker login or SCARLET_REGISTRY_AUTH_FILE"));
    }
    if (spec.gpu() > 0) {
      problems.add(new Problem("spec.gpu", "passed over: only a cluster hands out GPUs"));
    }
    if (spec.execution().mode() == Execution.Mode.BAKE) {
      problems.add(
          new Problem("spec.execution.mode", "passed over: here images are unpacked, not baked"));
    }
    if (spec.keepWarm()) {
      problems.add(
          new Problem("spec.keepWarm", "passed over: here the one supervisor is always warm"));
    }
    if (spec.pod() != null) {
      problems.add(new Problem("spec.pod", "passed over: pods are only on a cluster"));
    }
    return List.copyOf(problems);
  }
}
