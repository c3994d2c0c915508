package faas.scarlet.aws.invoke;

import faas.scarlet.model.outcome.Reason;

/** What became of a call. */
public sealed interface Answer {
  /**
   * The function has answered.
   *
   * @param payload JSON
   */
  record Done(String payload) implements Answer {}

  /**
   * Lambda has queued the call.
   *
   * @param requestId under which it is in the function's log
   */
  record Queued(String requestId) implements Answer {}

  /**
   * The function, or Lambda for it, says that it failed.
   *
   * @param reason as on every target
   * @param message in the function's or Lambda's words
   */
  record Failed(Reason reason, String message) implements Answer {}

  /**
   * No room now: to be asked again later; no attempt was made.
   *
   * @param message which limit it is
   */
  record Throttled(String message) implements Answer {}
}
