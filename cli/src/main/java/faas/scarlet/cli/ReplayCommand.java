package faas.scarlet.cli;

import faas.scarlet.cli.gateway.Waiting;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives dead invocations another chance. */
@Command(
    name = "replay",
    description = {
      "Tries a dead invocation again, or all dead ones of a function, with all their attempts: once",
      "what killed them is mended."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples: scarlet replay grayscale --wait",
      "          scarlet replay 0199f5c2-7a41-7c55-9b0e-5d2c6f0f3a11"
    })
final class ReplayCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FUNCTION|ID", description = "What to try again.")
  private String which = "";

  @Mixin private WaitOptions waitOptions = new WaitOptions();
  @Mixin private GatewayChoice gateway = new GatewayChoice();

  @Override
  public Integer call() throws IOException, InterruptedException, UserError {
    var api = gateway.open();
    boolean one = Names.isId(which);
    String function =
        one
            ? api.get("/api/invocations/" + which).path("function").asText()
            : Names.function(which);
    var waiting = new Waiting(api, function);
    String path = one ? "/api/invocations/" + which : "/api/functions/" + function;
    var answer = api.post(path + "/replay");
    long replayed = one ? 1 : answer.path("replayed").asLong();
    System.err.printf("scarlet: %,d invocations of %s are tried again%n", replayed, function);
    return waitOptions.await(waiting, replayed, replayed);
  }
}
