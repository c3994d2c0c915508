package faas.scarlet.supervisor.staging;

/**
 * What came cannot be used, and a new start may bring something better. Unchecked, because it goes
 * through {@link Ahead}; a download ends it.
 */
final class SpoiltException extends RuntimeException {
  SpoiltException(String message) {
    super(message);
  }
}
