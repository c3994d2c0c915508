package faas.scarlet.gateway.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import faas.scarlet.gateway.TokenRequired;
import faas.scarlet.gateway.ledger.AttemptView;
import faas.scarlet.gateway.ledger.InvocationView;
import faas.scarlet.gateway.ledger.Queries;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What became of invocations. */
@Path("/api/invocations")
@TokenRequired
public class InvocationsResource {
  private final Queries queries;

  InvocationsResource(Queries queries) {
    this.queries = queries;
  }

  /** A page of them. */
  @GET
  @RunOnVirtualThread
  @Operation(summary = "Invocations, newest first, page by page")
  public Page list(@BeanParam SelectionParameters parameters) {
    var selection = parameters.selection();
    var invocations = queries.invocations(selection);
    boolean more = invocations.size() == selection.limit();
    return new Page(invocations, more ? Cursor.after(invocations.getLast().id()) : null);
  }

  /** One of them, with all that is known. */
  @GET
  @Path("{id}")
  @RunOnVirtualThread
  @Operation(summary = "One invocation with its attempts, their outputs, timings and log tails")
  public Detail one(@PathParam("id") String id) {
    return queries
        .invocation(uuid(id))
        .map(invocation -> new Detail(invocation, queries.attempts(invocation.id())))
        .orElseThrow(() -> Refusals.notFound("no invocation " + id + "; see /api/invocations"));
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Refusals.parameter("id", "an invocation's id", text);
    }
  }

  /**
   * Some invocations, newest first.
   *
   * @param cursor asks for the next page; absent on the last one
   */
  public record Page(List<InvocationView> invocations, @Nullable String cursor) {}

  /**
   * An invocation and its attempts.
   *
   * @param attempts from the first one on
   */
  public record Detail(@JsonUnwrapped InvocationView invocation, List<AttemptView> attempts) {}
}
