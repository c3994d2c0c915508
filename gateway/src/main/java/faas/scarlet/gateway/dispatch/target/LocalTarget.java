package faas.scarlet.gateway.dispatch.target;

import faas.scarlet.gateway.catalogue.CataloguedFunction;
import faas.scarlet.model.outcome.AttemptRequest;
import java.net.URI;
import java.util.UUID;

/** One supervisor on this machine for all functions; each request says which function is meant. */
final class LocalTarget implements Target {
  private final Exchange exchange;
  private final URI supervisor;

  LocalTarget(URI supervisor, Exchange exchange) {
    this.exchange = exchange;
    this.supervisor = supervisor;
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public boolean serves(CataloguedFunction function) {
    return true;
  }

  @Override
  public boolean outlivesGateway(CataloguedFunction function) {
    return false;
  }

  @Override
  public Answer attempt(CataloguedFunction function, UUID invocation, int number, String event)
      throws InterruptedException {
    var limits = TimeLimits.from(function.function().spec().timeLimit());
    return exchange.ask(
        supervisor,
        invocation,
        new AttemptRequest(number, event, limits.deadline(), function.function()),
        limits.answer());
  }
}
