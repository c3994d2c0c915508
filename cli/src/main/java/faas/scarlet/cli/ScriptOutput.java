package faas.scarlet.cli;

import faas.scarlet.supervisor.run.ScriptLog;
import java.io.PrintStream;

/** Shows what the script prints, as it comes, to whoever runs one file. */
record ScriptOutput(PrintStream terminal) implements ScriptLog {
  @Override
  public void line(String id, byte[] line) {
    terminal.write(line, 0, line.length);
    terminal.println();
  }
}
