package faas.scarlet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.cli.burst.Estimate;
import faas.scarlet.cli.burst.Prices;
import faas.scarlet.cli.gateway.GatewayApi;
import faas.scarlet.cli.gateway.Invocations;
import faas.scarlet.model.burst.BurstPolicy;
import faas.scarlet.model.burst.BurstSimulation;
import faas.scarlet.model.burst.BurstSimulation.Outcome;
import faas.scarlet.model.burst.BurstSimulation.Work;
import faas.scarlet.model.function.Function;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What bursts to Lambda would have cost and gained. */
@Command(
    name = "burst-plan",
    description = {
      "Replays a function's last day against the burst policy of a manifest (placement.burst, or its",
      "defaults): how much would have gone to Lambda, what it would have cost, and how much sooner",
      "all would have been done. Nothing is sent anywhere."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: scarlet burst-plan -f examples/grayscale.yaml --since 7d",
      "Assumed: work takes as long on Lambda as it took on the cluster. Not counted: the transfer of",
      "results out of AWS. The form of a table of prices is in docs/commands.md."
    })
final class BurstPlanCommand implements Callable<Integer> {
  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "MANIFEST",
      description = "The function, with the policy to try; it need not be applied.")
  private Path manifest = Path.of("");

  @Option(
      names = "--since",
      paramLabel = "SPAN",
      defaultValue = "24h",
      description = "How far back to look; default: ${DEFAULT-VALUE}.")
  private String since = "";

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "Another table of prices, in the form of Scarlet's own.")
  private @Nullable Path prices;

  @Mixin private GatewayChoice gateway = new GatewayChoice();

  @Override
  public Integer call() throws IOException, InterruptedException, UserError {
    var function = Manifests.readFile(manifest);
    var table = prices == null ? Prices.standard() : Prices.read(prices);
    var work = work(gateway.open(), function);
    if (work.isEmpty()) {
      throw new UserError(
          "no invocation of %s has ended since %s ago; give a longer --since"
              .formatted(function.id(), since));
    }
    var spec = function.spec();
    var cluster = BurstSimulation.run(work, spec.maxInFlight(), Optional.empty());
    var burst =
        BurstSimulation.run(
            work, spec.maxInFlight(), Optional.of(BurstPolicy.of(spec.placement())));
    print(function, cluster, burst, table);
    return 0;
  }

  private List<Work> work(GatewayApi api, Function function)
      throws IOException, InterruptedException, UserError {
    var work = new ArrayList<Work>();
    Invocations.each(
        api,
        "function=" + GatewayApi.encoded(function.id().toString()) + "&since=" + Since.ago(since),
        invocation -> {
          if (invocation.has("endedAt") && invocation.has("startedAt")) {
            work.add(
                new Work(
                    time(invocation, "createdAt"),
                    Duration.between(time(invocation, "startedAt"), time(invocation, "endedAt"))));
          }
        });
    return work;
  }

  private static Instant time(JsonNode invocation, String field) {
    return Instant.parse(invocation.path(field).asText());
  }

  private static void print(Function function, Outcome cluster, Outcome burst, Prices prices) {
    System.out.printf(
        "%s: %d invocations, %d at once on the cluster%n",
        function.id(), cluster.waits().size(), function.spec().maxInFlight());
    System.out.printf("%-16s %14s %14s%n", "", "CLUSTER ONLY", "WITH BURST");
    line("on Lambda", "0", String.valueOf(burst.onLambda().size()));
    line("median wait", cluster.waited(0.5), burst.waited(0.5));
    line("95 % wait up to", cluster.waited(0.95), burst.waited(0.95));
    line("longest wait", cluster.waited(1), burst.waited(1));
    line("all done sooner", "-", Estimate.inWords(Duration.between(burst.end(), cluster.end())));
    line(
        "cost",
        "-",
        String.format(Locale.ROOT, "%.4f USD", prices.of(function.spec(), burst.onLambda())));
    System.out.printf("prices of %s, %s%n", prices.region(), prices.date());
  }

  private static void line(String what, Duration cluster, Duration burst) {
    line(what, Estimate.inWords(cluster), Estimate.inWords(burst));
  }

  private static void line(String what, String cluster, String burst) {
    System.out.printf("%-16s %14s %14s%n", what, cluster, burst);
  }
}
