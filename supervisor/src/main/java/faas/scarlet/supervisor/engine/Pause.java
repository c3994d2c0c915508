package faas.scarlet.supervisor.engine;

/** Stops a process until it is killed; the first of a namespace heeds that, unlike TERM. */
public final class Pause {
  private static final int STOP = 19;

  private Pause() {}

  /** Stops it; one that has gone stays gone. */
  public static void stop(ProcessHandle process) {
    Libc.KILL.succeeds(process.pid(), STOP);
  }
}
