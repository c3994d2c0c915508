package faas.scarlet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.cli.burst.Estimate;
import faas.scarlet.cli.burst.Prices;
import faas.scarlet.cli.gateway.GatewayApi;
import faas.scarlet.cli.gateway.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has everything processed that is there. */
@Command(
    name = "backfill",
    description = {
      "Runs a function once more for every file that is in its inputs now, whether it was"
          + " processed",
      "before or not: after its script has changed, or for files that existing: Ignore left alone.",
      "Of a function on Lambda it says first what that will cost, runs one file, and begins with"
          + " the",
      "rest when that has succeeded: its image is in the cache then, and a mistake has cost one"
          + " run."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples: scarlet backfill grayscale --dry-run",
      "          scarlet backfill grayscale --prefix in/2026/ --wait",
      "          scarlet backfill on-lambda --budget 5 --wait"
    })
final class BackfillCommand implements Callable<Integer> {
  private static final String LAMBDA = "lambda";

  @Parameters(paramLabel = "FUNCTION", description = "As NAME or NAMESPACE/NAME.")
  private String function = "";

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      defaultValue = "",
      description = "Only files whose keys begin so.")
  private String prefix = "";

  @Option(
      names = "--dry-run",
      description = "Counts the files, says what they would cost on Lambda, and that is all.")
  private boolean dryRun;

  @Option(
      names = "--budget",
      paramLabel = "USD",
      description = "Begins nothing that would cost more on Lambda.")
  private @Nullable Double budget;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "Another table of prices, as of scarlet burst-plan.")
  private @Nullable Path prices;

  @Mixin private WaitOptions waitOptions = new WaitOptions();
  @Mixin private GatewayChoice gateway = new GatewayChoice();

  @Override
  public Integer call() throws IOException, InterruptedException, UserError {
    var api = gateway.open();
    String id = Names.function(function);
    if (!api.get("/api/functions/" + id).path("target").asText().equals(LAMBDA)) {
      return all(api, id, "", 0);
    }
    long files = order(api, id, "&dryRun=true").path("files").asLong();
    System.err.printf("scarlet: %,d files, on Lambda%n", files);
    if (files == 0) {
      return 0;
    }
    estimate(api, id, files);
    return dryRun ? 0 : onLambda(api, id);
  }

  /** The rest begins when the first has shown that it can be done. */
  private int onLambda(GatewayApi api, String id)
      throws IOException, InterruptedException, UserError {
    var first = order(api, id, "&limit=1");
    String invocation = first.path("invocation").asText();
    System.err.printf("scarlet: %s is the first, the rest waits for it%n", invocation);
    String state = waitOptions.end(api, invocation);
    if (!state.equals("Succeeded")) {
      throw new UserError(
          "the first file has not succeeded (%s), so nothing else was begun; see scarlet logs %s"
              .formatted(state, invocation));
    }
    return all(api, id, first.path("last").asText(), 1);
  }

  private int all(GatewayApi api, String id, String after, long before)
      throws IOException, InterruptedException, UserError {
    var waiting = new Waiting(api, id);
    var answer = order(api, id, "&dryRun=" + dryRun + "&after=" + GatewayApi.encoded(after));
    long recorded = answer.path("recorded").asLong();
    System.err.printf(
        "scarlet: %,d files, %,d invocations recorded%n",
        answer.path("files").asLong() + before, recorded + before);
    return waitOptions.await(waiting, recorded, 0);
  }

  private JsonNode order(GatewayApi api, String id, String more)
      throws IOException, InterruptedException, UserError {
    return api.post(
        "/api/functions/%s/backfill?prefix=%s%s".formatted(id, GatewayApi.encoded(prefix), more));
  }

  private void estimate(GatewayApi api, String id, long files)
      throws IOException, InterruptedException, UserError {
    var table = prices == null ? Prices.standard() : Prices.read(prices);
    var ended =
        api.get("/api/invocations?limit=100&state=Succeeded&function=" + GatewayApi.encoded(id));
    var estimate =
        Estimate.of(api.get("/api/functions/" + id), files, ended.path("invocations"), table);
    System.err.printf(
        "scarlet: %s, by prices of %s, %s%n", estimate.inWords(), table.region(), table.date());
    if (budget != null && estimate.cost() > budget) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "that is more than the budget of %.4f USD; nothing was begun: raise --budget, or take"
                  + " a part with --prefix",
              budget));
    }
  }
}
