package faas.scarlet.gateway.api;

import faas.scarlet.gateway.ledger.InvocationView;
import faas.scarlet.gateway.ledger.Queries;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Finds the invocation that an address names. */
@Singleton
public class NamedInvocations {
  private final Queries queries;

  NamedInvocations(Queries queries) {
    this.queries = queries;
  }

  /**
   * The invocation with this id.
   *
   * @throws jakarta.ws.rs.WebApplicationException with status 400 where it is no id, 404 where
   *     there is no such invocation
   */
  public InvocationView invocation(String id) {
    return queries
        .invocation(uuid(id))
        .orElseThrow(() -> Refusals.notFound("no invocation " + id + "; see /api/invocations"));
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Refusals.parameter("id", "an invocation's id", text);
    }
  }
}
