package faas.scarlet.gateway.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import faas.scarlet.gateway.Refusals;
import faas.scarlet.gateway.access.Access;
import faas.scarlet.gateway.access.Right;
import faas.scarlet.gateway.access.SignedIn;
import faas.scarlet.gateway.ledger.Announcements;
import faas.scarlet.gateway.ledger.AttemptView;
import faas.scarlet.gateway.ledger.InvocationView;
import faas.scarlet.gateway.ledger.Names;
import faas.scarlet.gateway.ledger.Orders;
import faas.scarlet.gateway.ledger.Queries;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What became of invocations, and what is to become of them. */
@Path("/api/invocations")
@SignedIn
public class InvocationsResource {
  private final Queries queries;
  private final NamedInvocations named;
  private final Access access;
  private final Orders orders;
  private final Announcements announcements;

  InvocationsResource(
      Queries queries,
      NamedInvocations named,
      Access access,
      Orders orders,
      Announcements announcements) {
    this.access = access;
    this.queries = queries;
    this.named = named;
    this.orders = orders;
    this.announcements = announcements;
  }

  /** A page of them. */
  @GET
  @RunOnVirtualThread
  @Operation(summary = "Invocations, newest first, page by page")
  public Page list(@BeanParam SelectionParameters parameters) {
    var selection = parameters.selection();
    selection
        .function()
        .ifPresentOrElse(
            function -> access.require(Right.GET, function),
            () -> access.requireEverywhere(Right.LIST));
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
    var invocation = named.invocation(id, Right.GET);
    return new Detail(invocation, queries.attempts(invocation.id()));
  }

  /** A dead one gets another chance. */
  @POST
  @Path("{id}/replay")
  @RunOnVirtualThread
  @Operation(summary = "Tries a dead invocation again, with all its attempts")
  public InvocationView replay(@PathParam("id") String id) {
    var invocation = named.invocation(id, Right.UPDATE);
    if (!orders.replay(invocation.id())) {
      throw conflict("replayed", "Dead", id);
    }
    announcements.announce();
    return named.invocation(id, Right.UPDATE);
  }

  /** One that waits is not to run. */
  @POST
  @Path("{id}/cancel")
  @RunOnVirtualThread
  @Operation(summary = "Takes back a pending invocation")
  public InvocationView cancel(@PathParam("id") String id) {
    var invocation = named.invocation(id, Right.UPDATE);
    if (!orders.cancel(invocation.id())) {
      throw conflict("cancelled", "Pending", id);
    }
    return named.invocation(id, Right.UPDATE);
  }

  private jakarta.ws.rs.WebApplicationException conflict(String done, String needed, String id) {
    return Refusals.conflict(
        "only a %s invocation can be %s; %s is %s"
            .formatted(needed, done, id, Names.of(named.invocation(id, Right.UPDATE).state())));
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
