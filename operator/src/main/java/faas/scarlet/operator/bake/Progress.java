package faas.scarlet.operator.bake;

/** How far an image is. */
sealed interface Progress {
  /** It is being looked for, or made. */
  record Baking() implements Progress {}

  /** It is in the registry: by digest. */
  record Baked(String image) implements Progress {}

  /**
   * It was not made, and will be tried again.
   *
   * @param reason CamelCase constant
   * @param message what to do, in plain words
   */
  record Failed(String reason, String message) implements Progress {}
}
