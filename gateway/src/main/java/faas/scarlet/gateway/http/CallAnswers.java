package faas.scarlet.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.gateway.Message;
import faas.scarlet.gateway.ledger.Answers;
import faas.scarlet.gateway.ledger.InvocationView;
import faas.scarlet.gateway.ledger.Names;
import faas.scarlet.gateway.ledger.Orders;
import faas.scarlet.gateway.ledger.Queries;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.InvocationState;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;

/** What callers get. */
@Singleton
public class CallAnswers {
  static final String INVOCATION = "Scarlet-Invocation";

  /** Beside the script's own time: the image may have to be pulled, and others may be first. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(25);

  private final Queries queries;
  private final Orders orders;
  private final Answers answers;

  CallAnswers(Queries queries, Orders orders, Answers answers) {
    this.queries = queries;
    this.orders = orders;
    this.answers = answers;
  }

  /** Waits for the invocation's end; a first failure is its end, because the caller may retry. */
  Response await(UUID id, Duration timeLimit) throws InterruptedException {
    long end = System.nanoTime() + timeLimit.plus(PATIENCE).toNanos();
    var pause = FIRST_PAUSE;
    while (System.nanoTime() < end) {
      var invocation = queries.invocation(id);
      if (invocation.isPresent() && invocation.get().endedAt() != null) {
        return of(invocation.get());
      }
      if (invocation.isPresent() && hasFailed(invocation.get()) && orders.giveUp(id)) {
        continue;
      }
      Thread.sleep(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
    return Response.status(Response.Status.GATEWAY_TIMEOUT)
        .location(URI.create("/api/invocations/" + id))
        .header(INVOCATION, id)
        .entity(new Message("invocation " + id + " is not at its end yet; ask for it later"))
        .type(MediaType.APPLICATION_JSON)
        .build();
  }

  /** What the caller gets of an invocation that is at its end. */
  public Response of(InvocationView invocation) {
    return answers
        .of(invocation.id())
        .map(CallAnswers::unwrapped)
        .orElseGet(() -> without(invocation))
        .header(INVOCATION, invocation.id())
        .build();
  }

  private static boolean hasFailed(InvocationView invocation) {
    return invocation.state() == InvocationState.PENDING && invocation.attemptCount() > 0;
  }

  /** No attempt came so far that there was an answer. */
  private static Response.ResponseBuilder without(InvocationView invocation) {
    var reason = invocation.reason();
    String message =
        "invocation %s is %s%s%s"
            .formatted(
                invocation.id(),
                Names.of(invocation.state()),
                reason == null ? "" : ", " + Names.of(reason),
                invocation.message() == null ? "" : ": " + invocation.message());
    return Response.serverError().type(MediaType.APPLICATION_JSON).entity(new Message(message));
  }

  private static Response.ResponseBuilder unwrapped(String content) {
    JsonNode form;
    try {
      form = Json.MAPPER.readTree(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the ledger has an answer that is not JSON", e);
    }
    String body = form.path("body").asText();
    var response = Response.status(form.path("statusCode").asInt());
    form.path("headers")
        .properties()
        .forEach(header -> response.header(header.getKey(), header.getValue().asText()));
    return response.entity(
        form.path("isBase64Encoded").asBoolean() ? Base64.getDecoder().decode(body) : body);
  }
}
