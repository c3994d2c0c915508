package faas.scarlet.supervisor.entry;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Logs of a supervisor process: one line per event on standard error. */
final class LogSetup {
  private LogSetup() {}

  static void oneLinePerEvent() {
    // The AWS SDK's logging is not wanted, so neither is SLF4J's complaint that nothing takes it.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    var root = Logger.getLogger("");
    root.setLevel(Level.INFO);
    for (var handler : root.getHandlers()) {
      handler.setFormatter(new EventFormatter());
    }
  }
}
