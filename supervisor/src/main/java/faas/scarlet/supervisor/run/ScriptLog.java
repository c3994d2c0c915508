package faas.scarlet.supervisor.run;

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
}
