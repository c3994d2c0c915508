package faas.scarlet.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.AttemptState;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.model.outcome.Timings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final FunctionId FUNCTION = new FunctionId("imaging", "grey");

  @Test
  void attemptsAreCountedByFunctionTargetAndReason() {
    var metrics = new Metrics("cluster");

    metrics.count(FUNCTION, result(AttemptState.SUCCEEDED, null));
    metrics.count(FUNCTION, result(AttemptState.SUCCEEDED, null));
    metrics.count(FUNCTION, result(AttemptState.TIMED_OUT, Reason.TIMED_OUT));
    metrics.show("image_cache_bytes", () -> 1e6);

    assertThat(metrics.text().lines())
        .contains(
            "# TYPE faas_invocations_total counter",
            "faas_invocations_total{function=\"imaging/grey\",target=\"cluster\",reason=\"\"} 2",
            "faas_timeouts_total{function=\"imaging/grey\",target=\"cluster\",reason=\"TimedOut\"} 1",
            "# TYPE faas_invoke_duration_seconds summary",
            "faas_invoke_duration_seconds_sum{function=\"imaging/grey\",target=\"cluster\",reason=\"\"} 3",
            "faas_invoke_duration_seconds_count{function=\"imaging/grey\",target=\"cluster\",reason=\"\"} 2",
            "scarlet_stage_out_bytes_total{function=\"imaging/grey\",target=\"cluster\",reason=\"\"} 14",
            "# TYPE scarlet_image_cache_bytes gauge",
            "scarlet_image_cache_bytes 1000000");
  }

  private static AttemptResult result(AttemptState state, @Nullable Reason reason) {
    var output = new OutputObject("default", "b", "k", 7, "");
    var timings = new Timings(1, 2, 1500, 4);
    return new AttemptResult(state, reason, null, 0, List.of(output), timings, true, "crun", "");
  }
}
