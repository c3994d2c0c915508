package faas.scarlet.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes work back. */
@Command(
    name = "cancel",
    description = "Takes back invocations that wait; what runs already is not stopped.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: scarlet cancel 0199f5c2-7a41-7c55-9b0e-5d2c6f0f3a11"})
final class CancelCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids as scarlet runs shows them.")
  private List<String> ids = List.of();

  @Mixin private GatewayChoice gateway = new GatewayChoice();

  @Override
  public Integer call() throws IOException, InterruptedException, UserError {
    var api = gateway.open();
    for (String id : ids) {
      api.post("/api/invocations/" + id + "/cancel");
      System.out.println("cancelled " + id);
    }
    return 0;
  }
}
