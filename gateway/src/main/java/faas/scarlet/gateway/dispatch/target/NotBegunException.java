package faas.scarlet.gateway.dispatch.target;

import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.Reason;

/** An attempt on Lambda was not begun, and nobody will begin it. */
final class NotBegunException extends Exception {
  private final transient Answer answer;

  /** Because of this. */
  NotBegunException(Answer answer) {
    super(answer.toString());
    this.answer = answer;
  }

  /** What comes of asking for it. */
  Answer answer() {
    return answer;
  }

  /** It counts as an attempt that failed. */
  static NotBegunException failed(Reason reason, String message) {
    return new NotBegunException(new Answer.Ended(AttemptResult.failed(reason, message)));
  }
}
