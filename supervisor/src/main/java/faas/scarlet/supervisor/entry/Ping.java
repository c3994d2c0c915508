package faas.scarlet.supervisor.entry;

import faas.scarlet.model.Json;
import faas.scarlet.model.function.Execution;
import faas.scarlet.model.function.Function;
import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.lambda.LambdaAnswer;
import java.util.Map;

/** Keeps an execution environment warm, its image included; runs nothing of the user's. */
record Ping(Supervisor supervisor, Function function) {
  LambdaAnswer answer() {
    var spec = function.spec();
    if (spec.execution().mode() == Execution.Mode.BAKE) {
      return ready(true);
    }
    try (var image = supervisor.pull(spec.image())) {
      return ready(image.cached());
    } catch (Fault fault) {
      return LambdaFailures.of(fault.reason(), String.valueOf(fault.getMessage()));
    }
  }

  private static LambdaAnswer ready(boolean cacheHit) {
    return LambdaHandler.response(Json.write(Map.of("ready", true, "cacheHit", cacheHit)));
  }
}
