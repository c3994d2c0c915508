package faas.scarlet.gateway.api;

import faas.scarlet.gateway.Refusals;
import faas.scarlet.gateway.Trouble;
import faas.scarlet.gateway.TroubleSource;
import faas.scarlet.gateway.access.Access;
import faas.scarlet.gateway.access.Right;
import faas.scarlet.gateway.access.SignedIn;
import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.catalogue.CatalogueProblem;
import faas.scarlet.gateway.catalogue.CataloguedFunction;
import faas.scarlet.gateway.dispatch.target.Targets;
import faas.scarlet.gateway.ledger.Announcements;
import faas.scarlet.gateway.ledger.Counts;
import faas.scarlet.gateway.ledger.Orders;
import faas.scarlet.gateway.ledger.Queries;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.function.Lambda;
import faas.scarlet.model.outcome.InvocationState;
import io.quarkus.arc.All;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The functions there are, and how their work stands. */
@Path("/api/functions")
@SignedIn
public class FunctionsResource {
  private final Catalogue catalogue;
  private final Access access;
  private final NamedFunctions named;
  private final Targets targets;
  private final Queries queries;
  private final Counts counts;
  private final Orders orders;
  private final Announcements announcements;
  private final Backfill backfill;
  private final List<TroubleSource> sources;

  FunctionsResource(
      Catalogue catalogue,
      Access access,
      NamedFunctions named,
      Targets targets,
      Queries queries,
      Counts counts,
      Orders orders,
      Announcements announcements,
      Backfill backfill,
      @All List<TroubleSource> sources) {
    this.catalogue = catalogue;
    this.access = access;
    this.named = named;
    this.targets = targets;
    this.queries = queries;
    this.counts = counts;
    this.orders = orders;
    this.announcements = announcements;
    this.backfill = backfill;
    this.sources = sources;
  }

  /**
   * All of them; where the caller may not list those of a namespace, without these. What troubles
   * the gateway concerns only those whom it serves.
   */
  @GET
  @RunOnVirtualThread
  @Operation(summary = "The functions of the catalogue with the number of invocations by state")
  public Functions list() {
    var invocations = counts.now();
    var functions =
        catalogue.functions().stream()
            .filter(function -> mayList(function.function().id().namespace()))
            .map(function -> view(function, invocations))
            .toList();
    boolean isServed = !functions.isEmpty() || mayList("");
    return new Functions(
        functions,
        catalogue.problems().stream().filter(problem -> mayList(namespace(problem))).toList(),
        isServed
            ? sources.stream().flatMap(source -> source.troubles().stream()).toList()
            : List.of());
  }

  /** One of them. */
  @GET
  @Path("{namespace}/{name}")
  @RunOnVirtualThread
  @Operation(summary = "One function with the number of its invocations by state")
  public FunctionView one(
      @PathParam("namespace") String namespace, @PathParam("name") String name) {
    var id = new FunctionId(namespace, name);
    return view(named.function(id, Right.GET), queries.counts(id));
  }

  /** Dead invocations get another chance. */
  @POST
  @Path("{namespace}/{name}/replay")
  @RunOnVirtualThread
  @Operation(summary = "Tries all dead invocations of a function again")
  public Replayed replay(
      @PathParam("namespace") String namespace,
      @PathParam("name") String name,
      @QueryParam("state") @Parameter(description = "Dead, which is the default")
          @Nullable String state) {
    if (state != null && !state.equals("Dead")) {
      throw Refusals.parameter("state", "Dead, because only dead invocations can be tried", state);
    }
    var id = new FunctionId(namespace, name);
    access.require(Right.UPDATE, id);
    int replayed = orders.replayDead(id);
    announcements.announce();
    return new Replayed(replayed);
  }

  /** What is in the inputs becomes work. */
  @POST
  @Path("{namespace}/{name}/backfill")
  @RunOnVirtualThread
  @Operation(summary = "Runs the function once more for every file that is in its inputs now")
  public Backfilled backfill(
      @PathParam("namespace") String namespace,
      @PathParam("name") String name,
      @QueryParam("prefix")
          @DefaultValue("")
          @Parameter(description = "Only for files whose keys begin so")
          String prefix,
      @QueryParam("dryRun")
          @DefaultValue("false")
          @Parameter(description = "true: counts the files, and that is all")
          boolean dryRun,
      @QueryParam("after")
          @DefaultValue("")
          @Parameter(description = "Only what comes after this last one of an earlier backfill")
          String after,
      @QueryParam("limit")
          @DefaultValue("" + Long.MAX_VALUE)
          @Parameter(description = "So many files at the most")
          long limit) {
    if (limit < 1) {
      throw Refusals.parameter("limit", "at least 1", Long.toString(limit));
    }
    var range = new Backfill.Range(prefix, BackfillCursor.read(after), limit);
    var function = named.function(new FunctionId(namespace, name), Right.UPDATE).function();
    var filled = backfill.fill(function, range, !dryRun);
    return new Backfilled(
        filled.files(),
        dryRun ? 0 : filled.files(),
        filled.last().map(BackfillCursor::toString).orElse(null),
        filled.invocation().map(UUID::toString).orElse(null));
  }

  private boolean mayList(String namespace) {
    return access.has(Right.LIST, namespace);
  }

  /** On a cluster the source of a problem is the function. */
  private static String namespace(CatalogueProblem problem) {
    return problem.source().replaceFirst("/.*", "");
  }

  private FunctionView view(
      CataloguedFunction catalogued, Map<FunctionId, Map<InvocationState, Long>> counts) {
    var function = catalogued.function();
    var spec = function.spec();
    var target = targets.first(catalogued);
    return new FunctionView(
        function.id().toString(),
        spec.image(),
        spec.input().stream().map(input -> input.location().toString()).toList(),
        spec.output().stream().map(output -> output.location().toString()).toList(),
        target.name(),
        target.serves(catalogued),
        spec.suspended(),
        callable(spec),
        Size.of(spec),
        counts.getOrDefault(function.id(), Map.of()));
  }

  private static boolean callable(FunctionSpec spec) {
    var http = spec.http();
    return http != null && http.enabled();
  }

  /**
   * The catalogue.
   *
   * @param problems what keeps manifests, or their newest form, out of it
   * @param troubles what keeps this gateway from its work now
   */
  public record Functions(
      List<FunctionView> functions, List<CatalogueProblem> problems, List<Trouble> troubles) {}

  /** How many invocations are tried again. */
  public record Replayed(int replayed) {}

  /**
   * What a backfill found and began.
   *
   * @param files that the function takes
   * @param recorded invocations that are new
   * @param last of the files, for {@code after}; absent where there is none
   * @param invocation that was recorded for the last file
   */
  public record Backfilled(
      long files, long recorded, @Nullable String last, @Nullable String invocation) {}

  /**
   * What one attempt may use.
   *
   * @param memory as in 512Mi
   * @param ephemeralStorage as in 2Gi
   * @param timeLimitSeconds of an attempt
   * @param atOnce attempts of the function that run at once, at the most
   * @param architecture on Lambda, where the function says it
   */
  public record Size(
      String memory,
      String ephemeralStorage,
      long timeLimitSeconds,
      int atOnce,
      Lambda.@Nullable Architecture architecture) {
    static Size of(FunctionSpec spec) {
      return new Size(
          spec.memory(),
          spec.ephemeralStorage(),
          spec.timeLimit().toSeconds(),
          spec.maxInFlight(),
          spec.lambda() == null ? null : spec.lambda().architecture());
    }
  }

  /**
   * A function.
   *
   * @param id as {@code namespace/name}
   * @param inputs as {@code bucket/prefix}
   * @param outputs as {@code bucket/prefix}
   * @param target where its attempts run
   * @param ready whether the target can run it now
   * @param suspended whether its events are only recorded
   * @param callable whether it takes calls over HTTP
   * @param size what an attempt may use
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
      boolean callable,
      Size size,
      Map<InvocationState, Long> counts) {}
}
