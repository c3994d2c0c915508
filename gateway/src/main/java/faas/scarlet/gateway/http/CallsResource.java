package faas.scarlet.gateway.http;

import faas.scarlet.gateway.Refusals;
import faas.scarlet.gateway.access.Right;
import faas.scarlet.gateway.access.SignedIn;
import faas.scarlet.gateway.api.NamedFunctions;
import faas.scarlet.gateway.ingest.Admission;
import faas.scarlet.gateway.ledger.NewInvocation;
import faas.scarlet.model.event.Bytes;
import faas.scarlet.model.event.Call;
import faas.scarlet.model.event.Delivery;
import faas.scarlet.model.event.Events;
import faas.scarlet.model.event.InvalidEventException;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.FunctionId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code POST /functions/{namespace}/{name}}: body in, file out. */
@Path("/functions/{namespace}/{name}")
@SignedIn
public class CallsResource {
  private static final int LONGEST_BODY = 10 << 20;

  /** The script is told who called, but not by which secret. */
  private static final Set<String> SECRETS = Set.of("authorization", "cookie");

  private final NamedFunctions named;
  private final Admission admission;
  private final CallAnswers answers;

  CallsResource(NamedFunctions named, Admission admission, CallAnswers answers) {
    this.named = named;
    this.admission = admission;
    this.answers = answers;
  }

  /** Waits for the result, unless the caller prefers not to. */
  @POST
  @RunOnVirtualThread
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Calls a function: the body is its input file, its result is the answer",
      description = "With 'Prefer: respond-async' the answer is 202 and a Location to ask at.")
  public Response call(
      @PathParam("namespace") String namespace,
      @PathParam("name") String name,
      @HeaderParam("Prefer") @Nullable String prefer,
      @Context HttpHeaders headers,
      @Context UriInfo address,
      InputStream body)
      throws IOException, InterruptedException {
    var function = callable(namespace, name);
    boolean async = prefer != null && prefer.contains("respond-async");
    if (function.spec().suspended() && !async) {
      throw Refusals.unavailable(
          "%s is suspended; only calls with 'Prefer: respond-async' are recorded"
              .formatted(function.id()));
    }
    var call = call(function, headers, address, body);
    admission.admit(List.of(call), "call");
    return async ? accepted(call.id()) : answers.await(call.id(), function.spec().timeLimit());
  }

  private static NewInvocation call(
      Function function, HttpHeaders headers, UriInfo address, InputStream body)
      throws IOException {
    byte[] content = body.readNBytes(LONGEST_BODY + 1);
    if (content.length > LONGEST_BODY) {
      throw Refusals.tooLarge(
          "expected a body of at most %d bytes; put a larger file into an input of the function"
              .formatted(LONGEST_BODY));
    }
    var time = Instant.now();
    String id = UUID.randomUUID().toString();
    String event =
        Call.event(
            id,
            address.getPath(),
            visible(headers.getRequestHeaders()),
            joined(address.getQueryParameters()),
            content,
            time);
    check(event);
    return NewInvocation.of(function, "call " + id, event, time.toString());
  }

  private Function callable(String namespace, String name) {
    var function = named.function(new FunctionId(namespace, name), Right.INVOKE).function();
    var http = function.spec().http();
    if (http == null || !http.enabled()) {
      throw Refusals.notFound(
          "%s takes no calls; set spec.http.enabled: true in its manifest"
              .formatted(function.id()));
    }
    return function;
  }

  /** What the supervisor would refuse is refused here, where the caller still listens. */
  private static void check(String event) {
    try {
      int found = Events.read(Delivery.of(Bytes.of(event))).events().size();
      if (found != 1) {
        throw Refusals.badRequest(
            "expected a body with one event, found %d; POST notifications to /events"
                .formatted(found));
      }
    } catch (InvalidEventException e) {
      throw Refusals.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static Response accepted(UUID id) {
    return Response.accepted(new Accepted(id))
        .location(URI.create("/api/invocations/" + id))
        .header(CallAnswers.INVOCATION, id)
        .build();
  }

  private static Map<String, String> visible(MultivaluedMap<String, String> headers) {
    var visible = joined(headers);
    visible.keySet().removeIf(header -> SECRETS.contains(header.toLowerCase(Locale.ROOT)));
    return visible;
  }

  private static Map<String, String> joined(MultivaluedMap<String, String> values) {
    var joined = new TreeMap<String, String>();
    values.forEach((name, all) -> joined.put(name, String.join(",", all)));
    return joined;
  }

  /** The invocation that the call has become. */
  public record Accepted(UUID id) {}
}
