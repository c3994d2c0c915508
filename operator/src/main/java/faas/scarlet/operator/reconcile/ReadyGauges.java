package faas.scarlet.operator.reconcile;

import faas.scarlet.model.function.FunctionId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** How many functions are ready, not ready, or on their way; of the replica that leads. */
@Singleton
public class ReadyGauges {
  private final Map<FunctionId, String> states = new ConcurrentHashMap<>();

  /** Registers {@code scarlet.functions} with the tag {@code ready}. */
  public ReadyGauges(MeterRegistry registry) {
    Stream.of("True", "False", "Unknown")
        .forEach(
            state ->
                Gauge.builder("scarlet.functions", () -> count(state))
                    .tag("ready", state)
                    .description("Functions by the status of their condition Ready.")
                    .register(registry));
  }

  void set(FunctionId function, String ready) {
    states.put(function, ready);
  }

  void remove(FunctionId function) {
    states.remove(function);
  }

  private long count(String state) {
    return states.values().stream().filter(state::equals).count();
  }
}
