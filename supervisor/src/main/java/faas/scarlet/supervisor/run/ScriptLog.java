package faas.scarlet.supervisor.run;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;

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
    return marked(out, id -> "");
  }

  /**
   * Writes each line behind a mark, which tells the scripts that run at once from each other.
   *
   * @param mark of an invocation
   */
  static ScriptLog marked(PrintStream out, UnaryOperator<String> mark) {
    return (id, line) -> {
      byte[] start = mark.apply(id).getBytes(StandardCharsets.UTF_8);
      byte[] all = Arrays.copyOf(start, start.length + line.length + 1);
      System.arraycopy(line, 0, all, start.length, line.length);
      all[all.length - 1] = '\n';
      out.write(all, 0, all.length);
      out.flush();
    };
  }
}
