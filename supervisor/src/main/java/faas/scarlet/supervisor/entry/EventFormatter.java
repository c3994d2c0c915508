package faas.scarlet.supervisor.entry;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * One line per event, with its time in UTC. The JDK's own formatter reads time zones first, which a
 * one-shot supervisor would wait for.
 */
final class EventFormatter extends Formatter {
  @Override
  public String format(LogRecord event) {
    var line = new StringWriter();
    line.append(event.getInstant().truncatedTo(ChronoUnit.MILLIS).toString()).append(' ');
    line.append(event.getLevel().getName()).append(' ').append(formatMessage(event)).append('\n');
    if (event.getThrown() != null) {
      event.getThrown().printStackTrace(new PrintWriter(line, true));
    }
    return line.toString();
  }
}
