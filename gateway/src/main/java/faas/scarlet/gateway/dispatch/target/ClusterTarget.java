package faas.scarlet.gateway.dispatch.target;

import faas.scarlet.gateway.catalogue.CataloguedFunction;
import faas.scarlet.model.outcome.AttemptRequest;
import java.time.Duration;
import java.util.UUID;

/**
 * Each function's own Knative service, whose supervisors know their function; where attempts may
 * last longer than a request, a Job for each.
 */
final class ClusterTarget implements Target {
  private final Exchange exchange;
  private final JobAttempts jobs;
  private final Duration longestRequest;

  /**
   * With both ways.
   *
   * @param longestRequest that the platform lets pass
   */
  ClusterTarget(Exchange exchange, JobAttempts jobs, Duration longestRequest) {
    this.exchange = exchange;
    this.jobs = jobs;
    this.longestRequest = longestRequest;
  }

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public boolean serves(CataloguedFunction function) {
    return function.url().isPresent();
  }

  @Override
  public boolean outlivesGateway(CataloguedFunction function) {
    return function.function().spec().timeLimit().compareTo(longestRequest) > 0;
  }

  @Override
  public Answer attempt(CataloguedFunction function, UUID invocation, int number, String event)
      throws InterruptedException {
    if (outlivesGateway(function)) {
      return jobs.attempt(function, invocation, number, event);
    }
    var service = function.url();
    if (service.isEmpty()) {
      return new Answer.NoRoom("the function has no service yet", Answers.PAUSE);
    }
    var limits = TimeLimits.from(function.function().spec().timeLimit());
    return exchange.ask(
        service.get(),
        invocation,
        new AttemptRequest(number, event, limits.deadline(), null),
        limits.answer());
  }
}
