package faas.scarlet.supervisor.entry;

/** A setting is missing or wrong; the message names it and says what it must be. */
public final class InvalidSettingException extends Exception {
  InvalidSettingException(String message) {
    super(message);
  }
}
