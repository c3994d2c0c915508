package faas.scarlet.gateway.api;

import faas.scarlet.gateway.Refusals;
import faas.scarlet.gateway.access.Access;
import faas.scarlet.gateway.access.Right;
import faas.scarlet.gateway.ledger.InvocationView;
import faas.scarlet.gateway.ledger.Queries;
import faas.scarlet.model.function.FunctionId;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Finds the invocation that an address names. */
@Singleton
public class NamedInvocations {
  private final Queries queries;
  private final Access access;

  NamedInvocations(Queries queries, Access access) {
    this.queries = queries;
    this.access = access;
  }

  /**
   * The invocation with this id, for a caller who needs this right on its function.
   *
   * @throws jakarta.ws.rs.WebApplicationException with status 400 where it is no id, 403 where they
   *     do not have the right, 404 where there is no such invocation
   */
  public InvocationView invocation(String id, Right right) {
    var invocation =
        queries
            .invocation(uuid(id))
            .orElseThrow(() -> Refusals.notFound("no invocation " + id + "; see /api/invocations"));
    access.require(right, function(invocation));
    return invocation;
  }

  private static FunctionId function(InvocationView invocation) {
    String[] parts = invocation.function().split("/", 2);
    return new FunctionId(parts[0], parts[1]);
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Refusals.parameter("id", "an invocation's id", text);
    }
  }
}
