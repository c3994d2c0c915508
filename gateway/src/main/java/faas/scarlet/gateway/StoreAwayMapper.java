package faas.scarlet.gateway;

import faas.scarlet.gateway.store.StoreException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What needs the object store must wait for it; the exception says which store and what. */
@Provider
final class StoreAwayMapper implements ExceptionMapper<StoreException> {
  @Override
  public Response toResponse(StoreException away) {
    return Response.status(Response.Status.SERVICE_UNAVAILABLE)
        .type(MediaType.APPLICATION_JSON)
        .entity(new Message(String.valueOf(away.getMessage())))
        .build();
  }
}
