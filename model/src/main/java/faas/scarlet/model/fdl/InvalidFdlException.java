package faas.scarlet.model.fdl;

/** A definition that cannot be taken; the message names the field. */
public final class InvalidFdlException extends Exception {
  InvalidFdlException(String field, String expected) {
    super((field.isEmpty() ? "" : field + ": ") + expected);
  }
}
