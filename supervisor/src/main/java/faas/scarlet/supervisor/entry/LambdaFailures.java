package faas.scarlet.supervisor.entry;

import faas.scarlet.model.event.Body;
import faas.scarlet.model.event.Event;
import faas.scarlet.model.event.ObjectCreated;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.lambda.LambdaAnswer;
import faas.scarlet.supervisor.lambda.RuntimeLoop;
import java.util.List;

/** Failed attempts as Lambda's errors, which it retries and sends to destinations. */
final class LambdaFailures {
  /** Of the log, in characters: enough to see why, and no burden for a queue. */
  private static final int LONGEST_LOG = 4096;

  private LambdaFailures() {}

  static LambdaAnswer of(Reason reason, String message) {
    return new LambdaAnswer.Failure(RuntimeLoop.type(reason), message);
  }

  static LambdaAnswer of(AttemptResult result) {
    return of(reason(result), message(result));
  }

  /** Some of several failed; the first reason stands for all. */
  static LambdaAnswer of(List<Event> events, List<AttemptResult> results) {
    var failed = results.stream().filter(result -> !result.succeeded()).toList();
    if (results.size() == 1) {
      return of(failed.getFirst());
    }
    var message = new StringBuilder();
    message.append("%d of %d records failed".formatted(failed.size(), results.size()));
    for (int i = 0; i < results.size(); i++) {
      if (!results.get(i).succeeded()) {
        message.append("\n").append(name(events.get(i))).append(": ");
        message.append(results.get(i).message());
      }
    }
    return of(reason(failed.getFirst()), shortened(message.toString()));
  }

  private static String name(Event event) {
    return switch (event) {
      case ObjectCreated created -> created.bucket() + "/" + created.key();
      case Body _ -> "body";
    };
  }

  private static Reason reason(AttemptResult result) {
    var reason = result.reason();
    return reason == null ? Reason.SUPERVISOR_LOST : reason;
  }

  private static String message(AttemptResult result) {
    String what = String.valueOf(result.message());
    String log = result.logTail();
    return log.isBlank()
        ? what
        : what + "\n" + log.substring(Math.max(0, log.length() - LONGEST_LOG));
  }

  private static String shortened(String text) {
    return text.length() > LONGEST_LOG ? text.substring(0, LONGEST_LOG) + "…" : text;
  }
}
