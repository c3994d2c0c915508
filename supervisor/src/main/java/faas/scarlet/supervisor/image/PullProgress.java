package faas.scarlet.supervisor.image;

/** Told how far a pull is; called often, from the pulling thread. */
@FunctionalInterface
public interface PullProgress {
  /** Tells nobody. */
  PullProgress NONE = (reference, done, total) -> {};

  /**
   * More bytes of layers have arrived.
   *
   * @param done compressed bytes so far
   * @param total compressed bytes of all layers
   */
  void pulled(String reference, long done, long total);
}
