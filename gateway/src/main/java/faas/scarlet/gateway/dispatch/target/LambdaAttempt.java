package faas.scarlet.gateway.dispatch.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.FunctionOnLambda;
import faas.scarlet.aws.LambdaBridge;
import faas.scarlet.aws.invoke.Call;
import faas.scarlet.aws.staging.Begun;
import faas.scarlet.aws.staging.StagedRun;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.DelegatedAttempt;
import faas.scarlet.model.outcome.Reason;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * One attempt on Lambda. It is begun once, whoever asks for it and how often; a gateway only looks
 * for its end, so another may go on with that.
 *
 * @param function what runs, with the right to send its files
 */
record LambdaAttempt(
    FunctionOnLambda function,
    UUID invocation,
    int number,
    String event,
    LambdaBridge bridge,
    StagedRun run,
    HomeFiles files,
    AttemptListener listener) {
  /** Room for the image and the files, above a script's own time; Lambda has the same. */
  private static final Duration START = Duration.ofMinutes(1);

  /** The supervisor still has to clean up and leave the result. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /**
   * Sees to it that it is under way.
   *
   * @return when its script is stopped at the latest
   * @throws NotBegunException where nobody begins it
   * @throws AwsFault where AWS is not to be had now
   */
  Instant begin() throws NotBegunException {
    var before = run.begun();
    if (before.isPresent()) {
      return before.get().deadline();
    }
    files.bring(function.checked(), event, run);
    var wanted =
        new Begun(
            UUID.randomUUID().toString(),
            Instant.now().plus(function.spec().timeLimit()).plus(START));
    var first = run.begin(wanted);
    if (first.equals(wanted)) {
      invoke(wanted.deadline());
    }
    return first.deadline();
  }

  /** Waits for its end and fetches what it has made. */
  Answer follow(Instant deadline) throws InterruptedException {
    var limit = deadline.plus(MARGIN);
    String silence = "it left no result";
    for (var pause = FIRST_PAUSE; ; pause = longer(pause)) {
      try {
        var result = run.result();
        if (result.isPresent()) {
          return ended(result.get());
        }
      } catch (AwsFault e) {
        silence = String.valueOf(e.getMessage());
      }
      if (Instant.now().isAfter(limit)) {
        return new Answer.Lost(
            "the function on Lambda should have ended by %s, and %s; see its log in CloudWatch"
                .formatted(deadline, silence));
      }
      Thread.sleep(pause);
    }
  }

  private void invoke(Instant deadline) throws NotBegunException {
    String payload =
        new DelegatedAttempt(invocation.toString(), number, event, deadline, run.place()).payload();
    faas.scarlet.aws.invoke.Answer answer;
    try {
      answer = bridge.invoke(function, new Call(payload, false));
    } catch (AwsFault e) {
      if (mayHaveBegun(e)) {
        return;
      }
      run.clean();
      if (e.why() == AwsCause.PAYLOAD_TOO_LARGE) {
        throw NotBegunException.failed(Reason.INVALID_EVENT, String.valueOf(e.getMessage()));
      }
      throw e;
    }
    switch (answer) {
      case faas.scarlet.aws.invoke.Answer.Queued _, faas.scarlet.aws.invoke.Answer.Done _ -> {}
      case faas.scarlet.aws.invoke.Answer.Throttled(var message) -> {
        run.clean();
        throw new NotBegunException(new Answer.NoRoom(message, Answers.PAUSE));
      }
      case faas.scarlet.aws.invoke.Answer.Failed(var reason, var message) -> {
        run.clean();
        throw NotBegunException.failed(reason, message);
      }
    }
  }

  /** Nobody says whether AWS got a call that it did not answer, once it was on its way. */
  private static boolean mayHaveBegun(AwsFault fault) {
    return fault.why() == AwsCause.UNREACHABLE
        && Stream.iterate((Throwable) fault, cause -> cause != null, Throwable::getCause)
            .noneMatch(
                cause ->
                    cause instanceof AwsServiceException
                        || cause instanceof ConnectException
                        || cause instanceof UnknownHostException);
  }

  private Answer ended(String json) {
    var answer =
        Answers.of(
            URI.create("lambda:" + run.place().prefix()), HttpURLConnection.HTTP_OK, json, "");
    if (!(answer instanceof Answer.Ended(var result)) || !result.succeeded()) {
      listener.ends(invocation, number, forCaller(json));
      return answer;
    }
    var published = files.publish(function.checked(), result, run);
    listener.ends(invocation, number, published.succeeded() ? forCaller(json) : "");
    return new Answer.Ended(published);
  }

  /** What the supervisor says beside the result where it was called. */
  private static String forCaller(String json) {
    try {
      return Json.MAPPER.readTree(json).path("answer").asText();
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private static Duration longer(Duration pause) {
    var doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
