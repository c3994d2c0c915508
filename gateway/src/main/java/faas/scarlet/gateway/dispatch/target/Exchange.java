package faas.scarlet.gateway.dispatch.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.AttemptNews;
import faas.scarlet.model.outcome.AttemptRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a supervisor over HTTP, which is the same for all targets that have one. */
final class Exchange {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int LARGEST_ANSWER = 16 * 1024 * 1024;

  static {
    // Shorter than servers keep idle connections: an attempt sent into one that is being closed
    // counts as lost. The JDK's client takes this from a system property only.
    System.setProperty("jdk.httpclient.keepalive.timeout", "5");
  }

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  private final AttemptListener listener;

  Exchange(AttemptListener listener) {
    this.listener = listener;
  }

  /**
   * One request and its answer.
   *
   * @param limit for all of it
   */
  Answer ask(URI supervisor, UUID invocation, AttemptRequest attempt, Duration limit)
      throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(base(supervisor) + "/invocations/" + invocation))
            .header("Content-Type", "application/json")
            .header("Accept", AttemptNews.LINES + ", application/json")
            .POST(BodyPublishers.ofString(Json.write(attempt)))
            .build();
    int number = attempt.attempt();
    var told = new Told(text -> listener.printed(invocation, number, text));
    var pending = http.sendAsync(request, head -> body(head, told));
    try {
      var response = pending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return Answers.of(
          supervisor,
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Retry-After").orElse(""));
    } catch (ExecutionException e) {
      return Answers.of(
          supervisor,
          e.getCause() instanceof IOException failure
              ? failure
              : new IOException(String.valueOf(e.getCause()), e));
    } catch (TimeoutException e) {
      return Answers.silent(supervisor, limit);
    } finally {
      pending.cancel(true);
      listener.ends(invocation, number, told.answer());
    }
  }

  private static BodySubscriber<String> body(ResponseInfo head, Told told) {
    String type = head.headers().firstValue("Content-Type").orElse("");
    return type.startsWith(AttemptNews.LINES)
        ? BodySubscribers.fromLineSubscriber(told, Told::result, UTF_8, "\n")
        : BodySubscribers.limiting(BodySubscribers.ofString(UTF_8), LARGEST_ANSWER);
  }

  private static String base(URI supervisor) {
    String url = supervisor.toString();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
