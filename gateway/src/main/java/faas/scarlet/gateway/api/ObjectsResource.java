package faas.scarlet.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import faas.scarlet.gateway.Refusals;
import faas.scarlet.gateway.access.Right;
import faas.scarlet.gateway.access.SignedIn;
import faas.scarlet.gateway.ledger.InvocationView;
import faas.scarlet.gateway.ledger.Queries;
import faas.scarlet.gateway.store.ObjectStores;
import faas.scarlet.model.outcome.OutputObject;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The files that invocations read and wrote, for those who have no access to the store. */
@Path("/api/invocations/{id}")
@SignedIn
public class ObjectsResource {
  private final NamedInvocations named;
  private final Queries queries;
  private final ObjectStores stores;

  ObjectsResource(NamedInvocations named, Queries queries, ObjectStores stores) {
    this.named = named;
    this.queries = queries;
    this.stores = stores;
  }

  /** As it is now: it may have been put again since. */
  @GET
  @Path("input")
  @RunOnVirtualThread
  @Operation(summary = "The object that an invocation is about, as it is now")
  public Response input(@PathParam("id") String id) {
    var invocation = named.invocation(id, Right.GET_FILES);
    var store = invocation.objectStore();
    var bucket = invocation.bucket();
    var key = invocation.key();
    if (store == null || bucket == null || key == null) {
      throw Refusals.notFound("no object caused invocation " + id);
    }
    return content(invocation, store, bucket, key);
  }

  /** As it is now. */
  @GET
  @Path("outputs/{number}")
  @RunOnVirtualThread
  @Operation(summary = "One of the objects that an invocation has published, counted from 1")
  public Response output(@PathParam("id") String id, @PathParam("number") int number) {
    var invocation = named.invocation(id, Right.GET_FILES);
    var outputs = outputs(invocation);
    if (number < 1 || number > outputs.size()) {
      throw Refusals.notFound(
          "no output %d; invocation %s has %d".formatted(number, id, outputs.size()));
    }
    var output = outputs.get(number - 1);
    return content(invocation, output.objectStore(), output.bucket(), output.key());
  }

  private List<OutputObject> outputs(InvocationView invocation) {
    return queries.attempts(invocation.id()).reversed().stream()
        .map(attempt -> attempt.outputs())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(List.of());
  }

  /** Whatever is in it, a browser that opens it must not run it in the name of this page. */
  private Response content(InvocationView invocation, String store, String bucket, String key) {
    String namespace = invocation.function().substring(0, invocation.function().indexOf('/'));
    var content =
        stores
            .named(namespace, store)
            .read(bucket, key)
            .orElseThrow(() -> Refusals.notFound("no object " + bucket + "/" + key + " any more"));
    String name = key.substring(key.lastIndexOf('/') + 1);
    return Response.ok(content.bytes())
        .type(ContentTypes.of(name))
        .header(HttpHeaders.CONTENT_LENGTH, content.size())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "inline; filename*=UTF-8''" + URLEncoder.encode(name, UTF_8).replace("+", "%20"))
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .build();
  }
}
