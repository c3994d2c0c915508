package faas.scarlet.gateway.dispatch.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.AttemptResult;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.regex.Pattern;

/** Reads what a supervisor, or whoever stands before it, answered. */
final class Answers {
  /** Pause where the answer names none. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int MOST_QUOTED = 300;
  private static final Pattern BROKEN =
      Pattern.compile("reset reason: (connection termination|remote reset|protocol error)");

  private Answers() {}

  static Answer of(URI supervisor, int status, String body, String retryAfter) {
    return switch (status) {
      case 200 -> ended(supervisor, body);
      case 409 -> new Answer.UnderWay();
      case 429 -> noRoom(supervisor, status, body, retryAfter);
      case 404, 502, 503 ->
          mayHaveBegun(status, body)
              ? lost(supervisor, status, body)
              : noRoom(supervisor, status, body, retryAfter);
      default -> lost(supervisor, status, body);
    };
  }

  /**
   * Who stands before a supervisor says in words whether the request had reached it: Envoy answers
   * 503 also where the connection broke behind the request, Knative's proxies 502 also where there
   * was none, and 404 is the answer of a router without a route.
   */
  private static boolean mayHaveBegun(int status, String body) {
    return switch (status) {
      case 404 -> !body.isEmpty();
      case 502 -> !body.contains("dial tcp");
      default -> BROKEN.matcher(body).find();
    };
  }

  private static Answer noRoom(URI supervisor, int status, String body, String retryAfter) {
    return new Answer.NoRoom(
        "%s has no room (%d, %s)".formatted(supervisor, status, start(body)), pause(retryAfter));
  }

  private static Answer lost(URI supervisor, int status, String body) {
    return new Answer.Lost(unexpected(supervisor, "status " + status + ", " + start(body)));
  }

  static Answer of(URI supervisor, IOException failure) {
    // Only these say for certain that the request was not sent.
    return failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException
        ? new Answer.NoRoom("%s cannot be reached".formatted(supervisor), PAUSE)
        : new Answer.Lost("the connection to %s broke: %s".formatted(supervisor, failure));
  }

  static Answer silent(URI supervisor, Duration limit) {
    return new Answer.Lost(
        "%s did not answer within %d s, though the attempt's time limit had passed"
            .formatted(supervisor, limit.toSeconds()));
  }

  private static Answer ended(URI supervisor, String body) {
    try {
      var result = Json.MAPPER.readValue(body, AttemptResult.class);
      return complete(result)
          ? new Answer.Ended(result)
          : new Answer.Lost(unexpected(supervisor, start(body)));
    } catch (JsonProcessingException e) {
      return new Answer.Lost(unexpected(supervisor, start(body)));
    }
  }

  @SuppressWarnings("ConstantValue") // what Jackson reads may lack what the record promises
  private static boolean complete(AttemptResult result) {
    return result != null
        && result.state() != null
        && result.timings() != null
        && result.logTail() != null
        && (result.succeeded() || result.reason() != null);
  }

  private static String unexpected(URI supervisor, String found) {
    return "expected an attempt's result from %s, found %s".formatted(supervisor, found);
  }

  private static String start(String body) {
    return body.isEmpty()
        ? "an empty answer"
        : body.substring(0, Math.min(body.length(), MOST_QUOTED));
  }

  private static Duration pause(String retryAfter) {
    if (!retryAfter.matches("[0-9]{1,6}")) {
      return PAUSE;
    }
    var pause = Duration.ofSeconds(Long.parseLong(retryAfter));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
