package faas.scarlet.supervisor.entry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import faas.scarlet.model.event.Bytes;
import faas.scarlet.model.event.Delivery;
import faas.scarlet.model.event.Event;
import faas.scarlet.model.event.Events;
import faas.scarlet.model.event.InvalidEventException;
import faas.scarlet.model.event.Received;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.attempt.AlreadyRunningException;
import faas.scarlet.supervisor.attempt.Attempt;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** {@code POST /}: calls the function with any event, and answers with what it made. */
final class CallHandler implements HttpHandler {
  static final String PATH = "/";
  private static final System.Logger LOG = System.getLogger("scarlet.supervisor");

  /** Larger files belong into an object store. */
  static final int LONGEST_EVENT = 16 << 20;

  private final Supervisor supervisor;
  private final Optional<Function> own;
  private final Capacity capacity;
  private final Path work;

  CallHandler(Supervisor supervisor, Optional<Function> own, Capacity capacity, Path work) {
    this.supervisor = supervisor;
    this.own = own;
    this.capacity = capacity;
    this.work = work;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (!path.equals(PATH)) {
        Reply.message(exchange, 404, "there is no " + path + "; POST an event to /");
      } else if (!exchange.getRequestMethod().equals("POST")) {
        Reply.notAllowed(exchange, "POST");
      } else if (own.isEmpty()) {
        Reply.message(
            exchange, 404, "no function is served here; POST an attempt to /invocations/{id}");
      } else {
        call(exchange, own.get());
      }
    } catch (RuntimeException e) {
      // The server would drop it without a word.
      LOG.log(Level.ERROR, "event=call-broke", e);
      Reply.message(exchange, 500, "internal error; see the supervisor's log");
    }
  }

  private void call(HttpExchange exchange, Function function) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_EVENT + 1);
    if (body.length > LONGEST_EVENT) {
      Reply.message(
          exchange,
          413,
          "expected at most %d bytes; put a larger file into the function's input bucket"
              .formatted(LONGEST_EVENT));
      return;
    }
    try {
      carryOut(exchange, function, Events.read(delivery(exchange, body)));
    } catch (InvalidEventException e) {
      Reply.message(exchange, 400, String.valueOf(e.getMessage()));
    } catch (AlreadyRunningException e) {
      throw new IllegalStateException("a new id cannot be running", e);
    }
  }

  private void carryOut(HttpExchange exchange, Function function, Received received)
      throws IOException, AlreadyRunningException {
    if (received.events().isEmpty()) {
      exchange.sendResponseHeaders(204, -1);
      return;
    }
    if (!capacity.take()) {
      Reply.full(exchange);
      return;
    }
    String id = UUID.randomUUID().toString();
    try (var keeper = Keeper.in(work)) {
      var results = new ArrayList<AttemptResult>();
      try {
        boolean several = received.events().size() > 1;
        for (int i = 0; i < received.events().size(); i++) {
          var attempt = attempt(several ? id + "-" + i : id, function, received.events().get(i));
          results.add(several ? supervisor.handle(attempt) : supervisor.handle(attempt, keeper));
        }
      } finally {
        // a caller who is slow to read the answer takes nobody's place
        capacity.giveBack();
      }
      var answer = new CallAnswer(id, received.proxied());
      if (results.size() == 1) {
        answer.send(exchange, results.getFirst(), keeper);
      } else {
        answer.send(exchange, results);
      }
    }
  }

  private static Attempt attempt(String id, Function function, Event event) {
    return new Attempt(id, 1, function, event, Instant.now().plus(function.spec().timeLimit()));
  }

  private static Delivery delivery(HttpExchange exchange, byte[] body) {
    var headers = new TreeMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name, String.join(",", values)));
    String query = exchange.getRequestURI().getRawQuery();
    return new Delivery(Bytes.of(body), headers, parameters(query == null ? "" : query));
  }

  private static Map<String, String> parameters(String query) {
    var parameters = new TreeMap<String, String>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      if (!name.isEmpty()) {
        parameters.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
