package faas.scarlet.gateway.dispatch.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.AttemptNews;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * Takes an answer that comes in lines while the attempt runs ({@link AttemptNews}); what is no news
 * is the result.
 */
final class Told implements Flow.Subscriber<String> {
  private final Consumer<String> log;
  private volatile String answer = "";
  private volatile String result = "";

  /** Passes on what the script prints. */
  Told(Consumer<String> log) {
    this.log = log;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    try {
      var news = Json.MAPPER.readValue(line, AttemptNews.class);
      String printed = news.log();
      String given = news.answer();
      if (printed != null) {
        log.accept(printed);
      } else if (given != null) {
        answer = given;
      } else {
        result = line;
      }
    } catch (JsonProcessingException e) {
      result = line;
    }
  }

  @Override
  public void onError(Throwable broken) {}

  @Override
  public void onComplete() {}

  /** For the function's caller; empty where none was given. */
  String answer() {
    return answer;
  }

  /** The last line that was no news; empty where none came. */
  String result() {
    return result;
  }
}
