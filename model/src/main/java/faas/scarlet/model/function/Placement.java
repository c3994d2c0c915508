package faas.scarlet.model.function;

import static faas.scarlet.model.function.Absent.orElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where attempts run, and whether their data may go there. */
@ValidationRule(
    value =
        "!has(self.target) || self.target == 'cluster' || (has(self.data) && self.data == 'MayLeaveCluster')",
    message = Placement.DATA_MUST_BE_ALLOWED)
public record Placement(
    @Default("cluster") @JsonPropertyDescription("Where attempts run.") PlacementTarget target,
    @Default("StayOnCluster") @JsonPropertyDescription("Whether files may leave the cluster.")
        Data data,
    @Nullable @JsonPropertyDescription("When to overflow to AWS Lambda, and how far.")
        Burst burst) {
  static final Placement DEFAULT =
      new Placement(PlacementTarget.CLUSTER, Data.STAY_ON_CLUSTER, null);
  static final String DATA_MUST_BE_ALLOWED =
      "placement.data: MayLeaveCluster is required for target lambda and burst";

  public Placement {
    target = orElse(target, PlacementTarget.CLUSTER);
    data = orElse(data, Data.STAY_ON_CLUSTER);
  }

  /** Where the manifest wants attempts to run. */
  public enum PlacementTarget {
    @JsonProperty("cluster")
    CLUSTER,
    @JsonProperty("lambda")
    LAMBDA,
    @JsonProperty("burst")
    BURST
  }

  /** Whether the function's files may leave the cluster. */
  public enum Data {
    @JsonProperty("StayOnCluster")
    STAY_ON_CLUSTER,
    @JsonProperty("MayLeaveCluster")
    MAY_LEAVE_CLUSTER
  }

  /** When to overflow to Lambda, and how far. */
  public record Burst(
      @Default("30s") @Pattern(Span.PATTERN) String pendingFor,
      @Nullable @Min(1) Integer queueLength,
      @Default("100") @Min(1) Integer maxConcurrency,
      @Nullable @Min(0) Integer maxInvocationsPerDay) {
    /** What a function that may overflow has unless it says otherwise. */
    public static final Burst DEFAULT = new Burst("30s", null, 100, null);

    public Burst {
      pendingFor = orElse(pendingFor, "30s");
      maxConcurrency = orElse(maxConcurrency, 100);
    }
  }
}
