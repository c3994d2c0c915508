package faas.scarlet.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import faas.scarlet.gateway.TokenRequired;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where object stores send their notifications. */
@Path("/events")
@TokenRequired
public class EventsResource {
  private final Ingest ingest;

  EventsResource(Ingest ingest) {
    this.ingest = ingest;
  }

  /**
   * Answered when the work is durable, before anything runs. What cannot be understood is
   * acknowledged as well: a store that is refused would keep everything behind it.
   */
  @POST
  @RunOnVirtualThread
  @Operation(summary = "Takes an S3 notification, all of its records")
  public Receipt receive(byte[] body) {
    return new Receipt(ingest.take(new String(body, UTF_8)));
  }

  /**
   * What was made of a notification.
   *
   * @param recorded invocations that are new in the ledger
   */
  public record Receipt(int recorded) {}
}
