package faas.scarlet.cli;

import faas.scarlet.cli.gateway.GatewayApi;
import faas.scarlet.cli.gateway.Waiting;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has everything processed that is there. */
@Command(
    name = "backfill",
    description = {
      "Runs a function once more for every file that is in its inputs now, whether it was processed",
      "before or not: after its script has changed, or for files that existing: Ignore left alone."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples: scarlet backfill grayscale --dry-run",
      "          scarlet backfill grayscale --prefix in/2026/ --wait"
    })
final class BackfillCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FUNCTION", description = "As NAME or NAMESPACE/NAME.")
  private String function = "";

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      defaultValue = "",
      description = "Only files whose keys begin so.")
  private String prefix = "";

  @Option(names = "--dry-run", description = "Counts the files, and that is all.")
  private boolean dryRun;

  @Mixin private WaitOptions waitOptions = new WaitOptions();
  @Mixin private GatewayChoice gateway = new GatewayChoice();

  @Override
  public Integer call() throws IOException, InterruptedException, UserError {
    var api = gateway.open();
    String id = Names.function(function);
    var waiting = new Waiting(api, id);
    var answer =
        api.post(
            "/api/functions/%s/backfill?dryRun=%s&prefix=%s"
                .formatted(id, dryRun, GatewayApi.encoded(prefix)));
    long recorded = answer.path("recorded").asLong();
    System.err.printf(
        "scarlet: %,d files, %,d invocations recorded%n", answer.path("files").asLong(), recorded);
    return waitOptions.await(waiting, recorded, 0);
  }
}
