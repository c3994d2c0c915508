package faas.scarlet.model.event;

/** An event of a known form that is malformed; the message names the field. */
public final class InvalidEventException extends Exception {
  InvalidEventException(String field, String expected) {
    super("event field " + field + ": " + expected);
  }
}
