package faas.scarlet.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a script prints. */
@Command(
    name = "logs",
    description = {
      "Prints what the script of an invocation, or of a function's newest one, has printed: of each",
      "attempt the last 64 KiB."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples: scarlet logs grayscale",
      "          scarlet logs -f 0199f5c2-7a41-7c55-9b0e-5d2c6f0f3a11"
    })
final class LogsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FUNCTION|ID", description = "Whose log.")
  private String which = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on until the invocation is at its end.")
  private boolean follow;

  @Mixin private GatewayChoice gateway = new GatewayChoice();

  @Override
  public Integer call() throws IOException, InterruptedException, UserError {
    var api = gateway.open();
    String id = Names.invocation(api, which);
    byte[] buffer = new byte[8192];
    try (var log = api.read("/api/invocations/" + id + "/log?follow=" + follow)) {
      for (int n = log.read(buffer); n >= 0; n = log.read(buffer)) {
        System.out.write(buffer, 0, n);
        System.out.flush();
      }
    }
    return 0;
  }
}
