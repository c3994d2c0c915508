package faas.scarlet.gateway;

import faas.scarlet.gateway.ledger.Names;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.InvocationState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Prometheus is told; names are OpenTelemetry's where it has one. */
@Singleton
public class Metrics {
  private static final Set<InvocationState> OPEN =
      EnumSet.of(InvocationState.PENDING, InvocationState.RUNNING);

  private final MeterRegistry registry;
  private final MultiGauge depth;

  Metrics(MeterRegistry registry) {
    this.registry = registry;
    depth =
        MultiGauge.builder("scarlet.ledger.depth")
            .description("Invocations that are not at their end")
            .register(registry);
  }

  /** An attempt succeeded or failed. */
  public void attemptEnded(FunctionId function, String target, AttemptResult result) {
    var tags = Tags.of("function", function.toString(), "target", target);
    if (result.succeeded()) {
      registry.counter("faas.invocations", tags).increment();
    } else {
      String reason = Optional.ofNullable(result.reason()).map(Names::of).orElse("");
      registry.counter("faas.errors", tags.and("reason", reason)).increment();
    }
  }

  /** A store sent something that cannot be understood. */
  public void eventRefused() {
    registry.counter("scarlet.events.refused").increment();
  }

  /** The ledger has this now, by function and state; what is at its end is left out. */
  public void depth(Map<FunctionId, Map<InvocationState, Long>> counts) {
    List<MultiGauge.Row<?>> rows =
        counts.entrySet().stream()
            .<MultiGauge.Row<?>>flatMap(
                function ->
                    function.getValue().entrySet().stream()
                        .filter(state -> OPEN.contains(state.getKey()))
                        .map(
                            state ->
                                MultiGauge.Row.of(
                                    Tags.of(
                                        "function",
                                        function.getKey().toString(),
                                        "state",
                                        Names.of(state.getKey())),
                                    state.getValue())))
            .toList();
    depth.register(rows, true);
  }
}
