package faas.scarlet.supervisor.lambda;

import faas.scarlet.model.event.Bytes;

/** What Lambda is told of an invocation. */
public sealed interface LambdaAnswer {
  /** The longest response that Lambda takes, in bytes. */
  int LONGEST = 6_291_556;

  /** It went well; the payload is JSON. */
  record Response(Bytes payload) implements LambdaAnswer {}

  /**
   * It failed, so that Lambda tries an asynchronous one again, or sends it where failures go.
   *
   * @param type one word
   * @param message for the user: what happened and what to do
   */
  record Failure(String type, String message) implements LambdaAnswer {}
}
