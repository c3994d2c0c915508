package faas.scarlet.gateway.ingest;

import faas.scarlet.gateway.CertificateRequired;
import faas.scarlet.gateway.TokenRequired;
import faas.scarlet.gateway.access.Access;
import faas.scarlet.gateway.access.Right;
import faas.scarlet.gateway.access.SignedIn;
import faas.scarlet.gateway.ledger.RefusedEvent;
import faas.scarlet.gateway.ledger.RefusedEvents;
import faas.scarlet.model.event.Bytes;
import faas.scarlet.model.event.Delivery;
import faas.scarlet.model.storage.StoragePath;
import faas.scarlet.model.storage.StoreId;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where object stores send their notifications. */
@Path("/events")
public class EventsResource {
  /** No store sends so much; what is longer is read to its end and refused. */
  static final int LARGEST = 10 * 1024 * 1024;

  private static final int SHOWN = 100;

  private final Ingest ingest;
  private final RefusedEvents refused;
  private final Access access;
  private final ExecutorService threads;

  EventsResource(
      Ingest ingest,
      RefusedEvents refused,
      Access access,
      @VirtualThreads ExecutorService threads) {
    this.ingest = ingest;
    this.refused = refused;
    this.access = access;
    this.threads = threads;
  }

  /**
   * Answered when the work is durable, before anything runs. What cannot be understood is
   * acknowledged as well: a store that is refused would keep everything behind it.
   */
  @POST
  @TokenRequired
  @CertificateRequired
  @Operation(summary = "Takes an S3 notification or a CloudEvent with one, all of its records")
  public CompletionStage<Receipt> receive(@Context HttpHeaders headers, InputStream body) {
    return receive(new StoreId(null, StoragePath.DEFAULT_STORE), headers, body);
  }

  /** The same from a store that is not the default one: what it sends does not say which. */
  @POST
  @Path("{store}")
  @TokenRequired
  @CertificateRequired
  @Operation(
      summary = "Takes what the ClusterObjectStore of this name, or a store of a file, sends")
  public CompletionStage<Receipt> receive(
      @PathParam("store") String store, @Context HttpHeaders headers, InputStream body) {
    return receive(new StoreId(null, store), headers, body);
  }

  /** The same from a store of one namespace. */
  @POST
  @Path("{namespace}/{store}")
  @TokenRequired
  @CertificateRequired
  @Operation(summary = "Takes what the ObjectStore of this namespace and name sends")
  public CompletionStage<Receipt> receive(
      @PathParam("namespace") String namespace,
      @PathParam("store") String store,
      @Context HttpHeaders headers,
      InputStream body) {
    return receive(new StoreId(namespace, store), headers, body);
  }

  /** Begins where the body was received: a thread that waits for a small one costs more than it. */
  private CompletionStage<Receipt> receive(StoreId source, HttpHeaders headers, InputStream body) {
    var first = first(headers);
    return CompletableFuture.supplyAsync(() -> take(source, first, body), threads);
  }

  private Receipt take(StoreId source, Map<String, String> headers, InputStream body) {
    try {
      byte[] content = body.readNBytes(LARGEST);
      long more = body.transferTo(OutputStream.nullOutputStream());
      return new Receipt(
          more == 0
              ? ingest.take(source, new Delivery(Bytes.of(content), headers, Map.of()))
              : ingest.tooLong(content, LARGEST + more));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For the operator of the store; bodies may be of any function. */
  @GET
  @Path("refused")
  @SignedIn
  @CertificateRequired
  @RunOnVirtualThread
  @Operation(summary = "The latest bodies that could not be understood, and why")
  public Refused refused() {
    access.requireEverywhere(Right.LIST);
    return new Refused(refused.latest(SHOWN));
  }

  private static Map<String, String> first(HttpHeaders headers) {
    var first = new HashMap<String, String>();
    headers.getRequestHeaders().forEach((name, values) -> first.put(name, values.getFirst()));
    return first;
  }

  /**
   * What was made of a notification.
   *
   * @param recorded invocations that are new in the ledger
   */
  public record Receipt(int recorded) {}

  /** What could not be understood, newest first. */
  public record Refused(List<RefusedEvent> refused) {}
}
