package faas.scarlet.operator.dependent;

/** A child's name is taken by an object that the function does not own. */
public final class NotOwnedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotOwnedException(String kind, String name) {
    super(
        "%s %s is there already and does not belong to this function; delete it, or call the function otherwise"
            .formatted(kind, name));
  }
}
