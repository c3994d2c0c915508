package faas.scarlet.supervisor.engine;

/** A user and a group of an image, by number. */
public record User(long id, long group) {
  /** Whom an image runs as that names nobody. */
  public static final User ROOT = new User(0, 0);

  @Override
  public String toString() {
    return id + ":" + group;
  }
}
