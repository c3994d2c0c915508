package faas.scarlet.operator.lambda;

import faas.scarlet.aws.Deployment;

/** How far something on Lambda is. */
sealed interface Progress {
  /** It is being done, for the first time. */
  record UnderWay() implements Progress {}

  /** It is there, as AWS shows it. */
  record Deployed(Deployment deployment) implements Progress {}

  /** Nothing of it is there. */
  record Gone() implements Progress {}

  /**
   * It was not done.
   *
   * @param reason CamelCase constant
   * @param message what to do, in plain words
   */
  record Failed(String reason, String message) implements Progress {}
}
