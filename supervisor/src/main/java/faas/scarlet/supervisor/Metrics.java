package faas.scarlet.supervisor;

import faas.scarlet.model.WireNames;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.AttemptState;
import faas.scarlet.model.outcome.OutputObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.DoubleSupplier;

/**
 * What a supervisor has done since its start, by the names of OpenTelemetry's FaaS conventions.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/faas/faas-metrics/">FaaS metrics</a>
 */
public final class Metrics {
  private static final double MILLI = 1e-3;

  private final String target;
  private final Map<String, Map<String, DoubleAdder>> counters = new ConcurrentSkipListMap<>();
  private final Map<String, DoubleSupplier> gauges = new ConcurrentSkipListMap<>();

  Metrics(String target) {
    this.target = target;
  }

  /** Shows a number that somebody else keeps, under {@code scarlet_} and this name. */
  public void show(String name, DoubleSupplier number) {
    gauges.put("scarlet_" + name, number);
  }

  /** An attempt has ended. */
  void count(FunctionId function, AttemptResult result) {
    String labels = labels(function, result);
    var timings = result.timings();
    add("faas_invocations_total", labels, 1);
    add("faas_errors_total", labels, result.state() == AttemptState.FAILED ? 1 : 0);
    add("faas_timeouts_total", labels, result.state() == AttemptState.TIMED_OUT ? 1 : 0);
    add("faas_coldstarts_total", labels, result.cacheHit() ? 0 : 1);
    add("scarlet_image_cache_hits_total", labels, result.cacheHit() ? 1 : 0);
    add("faas_init_duration_seconds_sum", labels, timings.image() * MILLI);
    add("faas_init_duration_seconds_count", labels, 1);
    add("faas_invoke_duration_seconds_sum", labels, timings.run() * MILLI);
    add("faas_invoke_duration_seconds_count", labels, 1);
    add("scarlet_stage_in_seconds_total", labels, timings.stageIn() * MILLI);
    add("scarlet_stage_out_seconds_total", labels, timings.stageOut() * MILLI);
    add(
        "scarlet_stage_out_bytes_total",
        labels,
        result.outputs().stream().mapToDouble(OutputObject::size).sum());
  }

  private String labels(FunctionId function, AttemptResult result) {
    var reason = result.reason();
    String name = reason == null ? "" : WireNames.of(reason);
    return "{function=\"%s\",target=\"%s\",reason=\"%s\"}".formatted(function, target, name);
  }

  private void add(String name, String labels, double amount) {
    counters
        .computeIfAbsent(name, n -> new ConcurrentSkipListMap<>())
        .computeIfAbsent(labels, l -> new DoubleAdder())
        .add(amount);
  }

  /** All of it in Prometheus' text format. */
  public String text() {
    var text = new StringBuilder();
    counters.forEach(
        (name, series) -> {
          type(text, name);
          new TreeMap<>(series)
              .forEach((labels, sum) -> line(text, name + labels, sum.doubleValue()));
        });
    gauges.forEach(
        (name, number) -> {
          text.append("# TYPE ").append(name).append(" gauge\n");
          line(text, name, number.getAsDouble());
        });
    return text.toString();
  }

  /** A duration's sum and count are one summary, whose type stands before the first of the two. */
  private static void type(StringBuilder text, String name) {
    if (name.endsWith("_count")) {
      text.append("# TYPE ").append(name, 0, name.length() - "_count".length());
      text.append(" summary\n");
    } else if (!name.endsWith("_sum")) {
      text.append("# TYPE ").append(name).append(" counter\n");
    }
  }

  private static void line(StringBuilder text, String name, double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    text.append(name).append(' ');
    text.append(whole ? Long.toString((long) value) : Double.toString(value)).append('\n');
  }
}
