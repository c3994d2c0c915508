package faas.scarlet.gateway.store;

/** The object store did not do what was asked; the message says which store and what. */
public final class StoreException extends RuntimeException {
  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
