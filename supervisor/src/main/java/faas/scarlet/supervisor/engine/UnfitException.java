package faas.scarlet.supervisor.engine;

/** An engine cannot run a program; the message says why, and what can. */
public final class UnfitException extends Exception {
  UnfitException(String message) {
    super(message);
  }
}
