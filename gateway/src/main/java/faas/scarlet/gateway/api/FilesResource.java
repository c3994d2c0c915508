package faas.scarlet.gateway.api;

import faas.scarlet.gateway.Refusals;
import faas.scarlet.gateway.access.Right;
import faas.scarlet.gateway.access.SignedIn;
import faas.scarlet.gateway.store.ObjectStores;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.function.Input;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Puts files into functions' inputs, for those who have no S3 client, or no access to the store.
 */
@Path("/api/functions/{namespace}/{name}/files")
@SignedIn
public class FilesResource {
  private final NamedFunctions named;
  private final ObjectStores stores;

  FilesResource(NamedFunctions named, ObjectStores stores) {
    this.named = named;
    this.stores = stores;
  }

  /** The body becomes an object of the first input that takes a file of this name and size. */
  @PUT
  @Path("{file: .+}")
  @RunOnVirtualThread
  @Operation(summary = "Puts a file into the function's input, which starts the function")
  public Stored put(
      @PathParam("namespace") String namespace,
      @PathParam("name") String name,
      @PathParam("file") String file,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable Long size,
      InputStream content) {
    if (size == null) {
      throw Refusals.lengthRequired("expected the header Content-Length: the file's size in bytes");
    }
    var function = named.function(new FunctionId(namespace, name), Right.CREATE_FILES).function();
    var input = input(function, file, size);
    var location = input.location();
    String key = location.key(file);
    var store = stores.named(namespace, input.objectStore());
    store.put(location.bucket(), key, ContentTypes.of(key), Map.of(), content, size);
    return new Stored(store.name(), location.bucket(), key);
  }

  private static Input input(Function function, String file, long size) {
    return function.spec().input().stream()
        .filter(input -> input.accepts(input.location().bucket(), input.location().key(file), size))
        .findFirst()
        .orElseThrow(
            () ->
                Refusals.parameter(
                    "file",
                    "a name and a size that an input of %s takes (%s)"
                        .formatted(function.id(), inWords(function)),
                    file + ", " + size + " bytes"));
  }

  private static String inWords(Function function) {
    var inputs = function.spec().input();
    return inputs.isEmpty()
        ? "it has none"
        : String.join("; ", inputs.stream().map(FilesResource::inWords).toList());
  }

  private static String inWords(Input input) {
    return input.location()
        + (input.prefix().isEmpty() ? "" : " prefix " + input.prefix())
        + (input.suffix().isEmpty() ? "" : " suffix " + input.suffix());
  }

  /** Where the file is now. */
  public record Stored(String objectStore, String bucket, String key) {}
}
