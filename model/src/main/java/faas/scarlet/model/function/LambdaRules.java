package faas.scarlet.model.function;

import faas.scarlet.model.function.Placement.PlacementTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What AWS Lambda takes, for functions that may run there: quotas that no request raises. */
final class LambdaRules {
  private static final long MEBI = 1 << 20;
  private static final int LEAST_MEMORY = 128;
  private static final int LEAST_STORAGE = 512;
  private static final int MOST = 10_240;
  private static final Duration LONGEST = Duration.ofMinutes(15);

  /** The only numbers of days that CloudWatch Logs keeps a log for. */
  private static final Set<Integer> RETENTIONS =
      Set.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  private final List<Problem> problems = new ArrayList<>();

  private LambdaRules() {}

  static List<Problem> check(FunctionSpec spec) {
    var rules = new LambdaRules();
    if (spec.placement().target() != PlacementTarget.CLUSTER) {
      rules.sizes(spec);
    }
    rules.vpc(spec.lambda());
    rules.retention(spec.lambda());
    return rules.problems;
  }

  private void sizes(FunctionSpec spec) {
    mebibytes("spec.memory", spec.memory(), LEAST_MEMORY);
    mebibytes("spec.ephemeralStorage", spec.ephemeralStorage(), LEAST_STORAGE);
    if (spec.timeLimit().compareTo(LONGEST) > 0) {
      add(
          "spec.timeout",
          "AWS Lambda stops at 15m, found %s; give at most 15m, or placement.target: cluster"
              .formatted(spec.timeout()));
    }
    if (spec.gpu() > 0) {
      add("spec.gpu", "AWS Lambda has no GPUs; leave gpu out, or give placement.target: cluster");
    }
  }

  private void mebibytes(String path, String found, int least) {
    long bytes = Quantity.bytes(found);
    if (bytes < least * MEBI || bytes > MOST * MEBI) {
      add(
          path,
          "AWS Lambda gives %dMi to %dMi, found %s; change it, or give placement.target: cluster"
              .formatted(least, MOST, found));
    }
  }

  private void retention(@Nullable Lambda lambda) {
    Integer days = lambda == null ? null : lambda.logRetentionDays();
    if (days != null && !RETENTIONS.contains(days)) {
      add(
          "spec.lambda.logRetentionDays",
          "expected one of %s, found %d"
              .formatted(RETENTIONS.stream().sorted().toList().toString(), days));
    }
  }

  private void vpc(@Nullable Lambda lambda) {
    var vpc = lambda == null ? null : lambda.vpc();
    if (vpc != null && (vpc.subnetIds().isEmpty() || vpc.securityGroupIds().isEmpty())) {
      add("spec.lambda.vpc", "expected at least one of subnetIds and one of securityGroupIds");
    }
  }

  private void add(String path, String message) {
    problems.add(new Problem(path, message));
  }
}
