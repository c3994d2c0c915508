package faas.scarlet.gateway.dispatch.target;

import faas.scarlet.aws.AwsFault;
import faas.scarlet.gateway.Quoted;
import faas.scarlet.model.function.FunctionId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Functions for which AWS was not to be had when it was asked last. For a while nothing is sent
 * there, so that work that may run at home does.
 */
final class Absences {
  /** Until AWS is asked again. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Logger LOG = Logger.getLogger(Absences.class);

  private final Map<FunctionId, Long> since = new ConcurrentHashMap<>();

  /** Whether AWS should be left alone. */
  boolean has(FunctionId function) {
    Long begun = since.get(function);
    return begun != null && System.nanoTime() - begun < PAUSE.toNanos();
  }

  /** AWS was not to be had; told once, when that begins. */
  void begin(FunctionId function, AwsFault why) {
    if (since.put(function, System.nanoTime()) == null) {
      LOG.warnf(
          "lambda away function=%s cause=%s remedy=%s",
          function, why.why().reason(), Quoted.of(String.valueOf(why.getMessage())));
    }
  }

  /** AWS does what it is asked. */
  void end(FunctionId function) {
    if (since.remove(function) != null) {
      LOG.infof("lambda back function=%s", function);
    }
  }
}
