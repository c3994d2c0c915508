package faas.scarlet.gateway.api;

import faas.scarlet.gateway.TokenRequired;
import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.dispatch.target.Target;
import faas.scarlet.gateway.ledger.Queries;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.outcome.InvocationState;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The functions there are, and how their work stands. */
@Path("/api/functions")
@TokenRequired
public class FunctionsResource {
  private final Catalogue catalogue;
  private final Target target;
  private final Queries queries;

  FunctionsResource(Catalogue catalogue, Target target, Queries queries) {
    this.catalogue = catalogue;
    this.target = target;
    this.queries = queries;
  }

  /** All of them. */
  @GET
  @RunOnVirtualThread
  @Operation(summary = "The functions of the catalogue with the number of invocations by state")
  public Functions list() {
    var counts = queries.counts();
    return new Functions(
        catalogue.functions().stream()
            .map(
                catalogued -> {
                  var id = catalogued.function().id();
                  return view(
                      id.toString(),
                      catalogued.function().spec(),
                      target.serves(catalogued),
                      counts.getOrDefault(id, Map.of()));
                })
            .toList());
  }

  private FunctionView view(
      String id, FunctionSpec spec, boolean ready, Map<InvocationState, Long> counts) {
    return new FunctionView(
        id,
        spec.image(),
        spec.input().stream().map(input -> input.location().toString()).toList(),
        spec.output().stream().map(output -> output.location().toString()).toList(),
        target.name(),
        ready,
        spec.suspended(),
        counts);
  }

  /** The catalogue. */
  public record Functions(List<FunctionView> functions) {}

  /**
   * A function.
   *
   * @param id as {@code namespace/name}
   * @param inputs as {@code bucket/prefix}
   * @param outputs as {@code bucket/prefix}
   * @param target where its attempts run
   * @param ready whether the target can run it now
   * @param suspended whether its events are only recorded
   * @param counts invocations by state; states without any are left out
   */
  public record FunctionView(
      String id,
      String image,
      List<String> inputs,
      List<String> outputs,
      String target,
      boolean ready,
      boolean suspended,
      Map<InvocationState, Long> counts) {}
}
