package faas.scarlet.gateway.http;

import faas.scarlet.gateway.access.Right;
import faas.scarlet.gateway.access.SignedIn;
import faas.scarlet.gateway.api.NamedInvocations;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Gives the result of a call to a caller who did not wait for it. */
@Path("/api/invocations/{id}/answer")
@SignedIn
public class AnswerResource {
  private final NamedInvocations named;
  private final CallAnswers answers;

  AnswerResource(NamedInvocations named, CallAnswers answers) {
    this.named = named;
    this.answers = answers;
  }

  /** What the caller would have got. */
  @GET
  @RunOnVirtualThread
  @Operation(summary = "The answer of a call; 202 with the invocation while there is none yet")
  public Response answer(@PathParam("id") String id) {
    var invocation = named.invocation(id, Right.INVOKE);
    return invocation.endedAt() == null
        ? Response.accepted(invocation).build()
        : answers.of(invocation);
  }
}
