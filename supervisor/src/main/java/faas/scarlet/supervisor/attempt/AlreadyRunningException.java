package faas.scarlet.supervisor.attempt;

/** The same invocation is under way here, so that its folder is taken. */
public final class AlreadyRunningException extends Exception {
  AlreadyRunningException(String id) {
    super("invocation " + id + " is already running here");
  }
}
