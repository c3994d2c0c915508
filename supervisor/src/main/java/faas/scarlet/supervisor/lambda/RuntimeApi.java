package faas.scarlet.supervisor.lambda;

import faas.scarlet.model.Json;
import faas.scarlet.model.event.Bytes;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Runtime API of an execution environment. What breaks is tried again on a new connection; what
 * is answered with an error of the server's too. To be used by one thread.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Using the Lambda
 *     runtime API</a>
 */
public final class RuntimeApi implements AutoCloseable {
  /** The variable that says where it is; who has it runs on Lambda. */
  public static final String SETTING = "AWS_LAMBDA_RUNTIME_API";

  private static final System.Logger LOG = System.getLogger("scarlet.supervisor");
  private static final String RUNTIME = "/2018-06-01/runtime/";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final List<Duration> PAUSES =
      List.of(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(500));

  private final String authority;
  private @Nullable HttpConnection connection;

  /**
   * Connects when it is first needed.
   *
   * @param authority host and port, as in {@code 127.0.0.1:9001}
   */
  public RuntimeApi(String authority) {
    this.authority = authority;
  }

  /**
   * Waits for the next invocation, however long that takes; the first call says that the runtime is
   * ready.
   *
   * @throws IOException where the API is broken for good, so that the process should end
   */
  public LambdaInvocation next() throws IOException {
    var answer = call("GET", RUNTIME + "invocation/next", Map.of(), new byte[0], Duration.ZERO);
    String id = answer.headers().get("lambda-runtime-aws-request-id");
    if (answer.status() != 200 || id == null || id.isEmpty()) {
      throw new IOException(
          "runtime API: expected an invocation with its id, found status %d: %s"
              .formatted(answer.status(), text(answer)));
    }
    return new LambdaInvocation(
        id, deadline(answer.headers().get("lambda-runtime-deadline-ms")), answer.body());
  }

  /**
   * Tells how an invocation ended. Lambda may have given it up meanwhile; that is logged.
   *
   * @throws IOException where the API is broken for good, so that the process should end
   */
  public void answer(String id, LambdaAnswer answer) throws IOException {
    String path = RUNTIME + "invocation/" + id;
    var told =
        switch (answer) {
          case LambdaAnswer.Response(Bytes payload) ->
              call("POST", path + "/response", type(), payload.toArray(), PATIENCE);
          case LambdaAnswer.Failure failure -> fail(path + "/error", failure);
        };
    if (told.status() >= 300) {
      LOG.log(
          Level.WARNING,
          "event=answer-refused id={0} status={1} body={2}",
          id,
          Integer.toString(told.status()),
          text(told));
    }
  }

  /** Says that the runtime cannot work, and why. */
  public void cannotStart(LambdaAnswer.Failure why) throws IOException {
    fail(RUNTIME + "init/error", why);
  }

  private HttpConnection.Answer fail(String path, LambdaAnswer.Failure failure) throws IOException {
    var body = new LinkedHashMap<String, Object>();
    body.put("errorType", failure.type());
    body.put("errorMessage", failure.message());
    body.put("stackTrace", List.of());
    var headers = new LinkedHashMap<>(type());
    headers.put("Lambda-Runtime-Function-Error-Type", failure.type());
    byte[] json = Json.write(body).getBytes(StandardCharsets.UTF_8);
    return call("POST", path, headers, json, PATIENCE);
  }

  private static Map<String, String> type() {
    return Map.of("Content-Type", "application/json");
  }

  private HttpConnection.Answer call(
      String method, String path, Map<String, String> headers, byte[] body, Duration patience)
      throws IOException {
    for (Duration pause : PAUSES) {
      try {
        var answer = once(method, path, headers, body, patience);
        if (answer.status() < 500) {
          return answer;
        }
        LOG.log(
            Level.WARNING,
            "event=runtime-api-error path={0} status={1}",
            path,
            Integer.toString(answer.status()));
      } catch (IOException e) {
        LOG.log(Level.WARNING, "event=runtime-api-broke path={0} error={1}", path, e.toString());
      }
      close();
      sleep(pause);
    }
    var last = once(method, path, headers, body, patience);
    if (last.status() >= 500) {
      throw new IOException(
          "runtime API: %s answers %d: %s".formatted(path, last.status(), text(last)));
    }
    return last;
  }

  private HttpConnection.Answer once(
      String method, String path, Map<String, String> headers, byte[] body, Duration patience)
      throws IOException {
    var open = connection;
    if (open == null) {
      open = HttpConnection.open(authority);
      connection = open;
    }
    var answer = open.send(method, path, headers, body, patience);
    if (answer.last()) {
      close();
    }
    return answer;
  }

  private static void sleep(Duration pause) throws IOException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", e);
    }
  }

  private static Optional<Instant> deadline(@Nullable String millis) {
    try {
      return Optional.ofNullable(millis).map(text -> Instant.ofEpochMilli(Long.parseLong(text)));
    } catch (NumberFormatException | DateTimeException e) {
      LOG.log(Level.WARNING, "event=deadline-unreadable value={0}", millis);
      return Optional.empty();
    }
  }

  private static String text(HttpConnection.Answer answer) {
    String text = answer.body().toString();
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }

  @Override
  public void close() throws IOException {
    var open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }
}
