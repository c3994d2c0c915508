package faas.scarlet.supervisor.run;

import java.io.PrintStream;
import java.util.Arrays;

/** Where a script's lines go while it runs. Called from several threads, one for each attempt. */
@FunctionalInterface
public interface ScriptLog {
  /**
   * A line of standard output or error.
   *
   * @param id of the invocation
   * @param line without its end; bytes as they came; a very long line comes in pieces
   */
  void line(String id, byte[] line);

  /** Writes the lines as they are, for whoever runs one script at a time. */
  static ScriptLog plain(PrintStream out) {
    return (id, line) -> {
      byte[] all = Arrays.copyOf(line, line.length + 1);
      all[line.length] = '\n';
      out.write(all, 0, all.length);
      out.flush();
    };
  }
}
