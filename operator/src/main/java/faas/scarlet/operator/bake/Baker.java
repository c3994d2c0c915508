package faas.scarlet.operator.bake;

/** Puts the supervisor into images. */
@FunctionalInterface
public interface Baker {
  /**
   * Makes the image, unless it is in the registry already; it may take minutes.
   *
   * @return the baked image, by digest
   * @throws faas.scarlet.aws.AwsFault saying what was refused, and what to do
   */
  String bake(BakeTask task);
}
