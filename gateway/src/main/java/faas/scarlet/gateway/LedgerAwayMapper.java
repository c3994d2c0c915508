package faas.scarlet.gateway;

import faas.scarlet.gateway.ledger.LedgerException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Without the ledger nothing can be promised or told: 503, come back. */
@Provider
final class LedgerAwayMapper implements ExceptionMapper<LedgerException> {
  private static final int RETRY_AFTER_SECONDS = 3;

  @Override
  public Response toResponse(LedgerException away) {
    return Response.status(Response.Status.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .type(MediaType.APPLICATION_JSON)
        .entity(new Message("the ledger is away; try again in some seconds"))
        .build();
  }
}
