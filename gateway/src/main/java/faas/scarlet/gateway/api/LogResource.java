package faas.scarlet.gateway.api;

import faas.scarlet.gateway.access.Right;
import faas.scarlet.gateway.access.SignedIn;
import faas.scarlet.gateway.logs.LogFollower;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InterruptedIOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What an invocation's script prints. */
@Path("/api/invocations/{id}/log")
@SignedIn
public class LogResource {
  private final NamedInvocations named;
  private final LogFollower follower;

  LogResource(NamedInvocations named, LogFollower follower) {
    this.named = named;
    this.follower = follower;
  }

  /** The log of all attempts. */
  @GET
  @RunOnVirtualThread
  @Produces(MediaType.TEXT_PLAIN + ";charset=utf-8")
  @Operation(summary = "The end of each attempt's log, while it runs and after")
  public StreamingOutput log(
      @PathParam("id") String id,
      @QueryParam("follow")
          @DefaultValue("false")
          @Parameter(description = "true: goes on until the invocation is at its end")
          boolean follow) {
    var invocation = named.invocation(id, Right.GET).id();
    return out -> {
      try {
        follower.read(invocation, follow, out);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the gateway stops");
      }
    };
  }
}
