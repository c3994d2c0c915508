package faas.scarlet.supervisor.entry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.attempt.AlreadyRunningException;
import faas.scarlet.supervisor.attempt.Attempt;
import faas.scarlet.supervisor.attempt.Recipient;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** {@code POST /invocations/{id}}: carries out an attempt that the gateway asks for. */
final class InvocationHandler implements HttpHandler {
  static final String PATH = "/invocations/";
  private static final System.Logger LOG = System.getLogger("scarlet.supervisor");
  private static final int LONGEST_REQUEST = 64 << 20;

  private final Supervisor supervisor;
  private final Optional<Function> own;
  private final Capacity capacity;

  InvocationHandler(Supervisor supervisor, Optional<Function> own, Capacity capacity) {
    this.supervisor = supervisor;
    this.own = own;
    this.capacity = capacity;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        carryOut(exchange);
      } catch (BadRequest e) {
        Reply.message(exchange, e.status(), String.valueOf(e.getMessage()));
      } catch (AlreadyRunningException e) {
        Reply.message(exchange, 409, String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        // The server would drop it without a word.
        LOG.log(Level.ERROR, "event=request-broke path=" + exchange.getRequestURI().getPath(), e);
        Reply.message(exchange, 500, "internal error; see the supervisor's log");
      }
    }
  }

  private void carryOut(HttpExchange exchange)
      throws IOException, BadRequest, AlreadyRunningException {
    if (!exchange.getRequestMethod().equals("POST")) {
      Reply.notAllowed(exchange, "POST");
      return;
    }
    var asked = asked(exchange);
    if (!capacity.take()) {
      Reply.full(exchange);
      return;
    }
    if (!AttemptStream.isWanted(exchange)) {
      Reply.json(exchange, 200, carryOut(asked.attempt(), Recipient.NOBODY));
    } else if (asked.called()) {
      tellCaller(exchange, asked.attempt());
    } else {
      try (var stream = AttemptStream.answering(exchange, Recipient.NOBODY)) {
        stream.end(carryOut(asked.attempt(), stream));
      }
    }
  }

  private void tellCaller(HttpExchange exchange, Attempt attempt)
      throws IOException, AlreadyRunningException {
    try (var keeper = keeper();
        var stream = AttemptStream.answering(exchange, keeper)) {
      var result = carryOut(attempt, stream);
      stream.answer(
          new CallAnswer(attempt.id(), true).text(result, keeper, CallHandler.LONGEST_EVENT));
      stream.end(result);
    }
  }

  private Keeper keeper() throws IOException {
    try {
      return Keeper.in(supervisor.work());
    } catch (IOException e) {
      capacity.giveBack();
      throw e;
    }
  }

  /** A caller who is slow to read the answer takes nobody's place. */
  private AttemptResult carryOut(Attempt attempt, Recipient recipient)
      throws AlreadyRunningException {
    try {
      return supervisor.handle(attempt, recipient);
    } finally {
      capacity.giveBack();
    }
  }

  private Asked asked(HttpExchange exchange) throws IOException, BadRequest {
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_REQUEST + 1);
    if (body.length > LONGEST_REQUEST) {
      throw new BadRequest(413, "expected at most " + LONGEST_REQUEST + " bytes");
    }
    String id = exchange.getRequestURI().getPath().substring(PATH.length());
    return Asked.read(id, body, own);
  }
}
