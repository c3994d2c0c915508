package faas.scarlet.gateway;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/**
 * Refuses what a page of somebody else has a user's browser send: a gateway on the user's own
 * machine asks for no token, but any page may address it.
 */
@Provider
final class ForeignPageFilter implements ContainerRequestFilter {
  private static final String ORIGIN = "Origin";

  @Override
  public void filter(ContainerRequestContext request) {
    String origin = request.getHeaderString(ORIGIN);
    if (origin != null && !isOwn(origin, request.getUriInfo().getBaseUri())) {
      request.abortWith(
          Response.status(Response.Status.FORBIDDEN)
              .type(MediaType.APPLICATION_JSON)
              .entity(new Message("calls from pages of " + origin + " are refused"))
              .build());
    }
  }

  private static boolean isOwn(String origin, URI own) {
    try {
      String authority = URI.create(origin).getAuthority();
      return authority != null && authority.equals(own.getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
