package faas.scarlet.supervisor.entry;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Logs of a supervisor process: one line per event on standard error. */
final class LogSetup {
  private static final String FORMAT = "%1$tFT%1$tT.%1$tL%1$tz %4$s %5$s%n";

  private LogSetup() {}

  static void oneLinePerEvent() {
    System.setProperty("java.util.logging.SimpleFormatter.format", FORMAT);
    // The AWS SDK's logging is not wanted, so neither is SLF4J's complaint that nothing takes it.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    Logger.getLogger("").setLevel(Level.INFO);
  }
}
