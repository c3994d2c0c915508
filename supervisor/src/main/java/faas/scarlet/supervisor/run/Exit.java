package faas.scarlet.supervisor.run;

/**
 * How a script ended.
 *
 * @param code 128 + n where signal n ended it
 * @param timedOut whether the time limit did
 * @param outOfMemory whether the kernel ended one of its processes for the memory
 */
public record Exit(int code, boolean timedOut, boolean outOfMemory) {
  /** The code of what KILL ended. */
  public static final int KILLED = 137;
}
