package faas.scarlet.gateway.dispatch.target;

import faas.scarlet.gateway.catalogue.CataloguedFunction;
import faas.scarlet.model.outcome.AttemptRequest;
import java.util.UUID;

/** Each function's own Knative service, whose supervisors know their function. */
final class ClusterTarget implements Target {
  private final Exchange exchange;

  ClusterTarget(Exchange exchange) {
    this.exchange = exchange;
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
  public Answer attempt(CataloguedFunction function, UUID invocation, int number, String event)
      throws InterruptedException {
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
