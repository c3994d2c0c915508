package faas.scarlet.cli;

import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.engine.EngineName;
import faas.scarlet.supervisor.engine.Finding;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which engines work on this machine, found by trying. */
@Command(
    name = "engines",
    description = {
      "Runs a program of an image by each engine and shows which ones work on this machine.",
      "A function whose engine is auto gets the first that does."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: scarlet engines docker.io/library/alpine:3.22",
      "Exit code 0: at least one works."
    })
final class EnginesCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "IMAGE",
      defaultValue = "docker.io/library/debian:bookworm-slim",
      description = "What is to be run; default: ${DEFAULT-VALUE}.")
  private String image = "";

  @Mixin private CacheFolder cache = new CacheFolder();
  @Mixin private RegistryMirror registryMirror = new RegistryMirror();

  @Override
  public Integer call() throws IOException, UserError, Fault {
    var supervisor = Supervisor.open(new LocalEnvironment(registryMirror, cache).settings());
    var findings = supervisor.engines(supervisor.pull(image));
    System.out.printf("%-12s %-6s %s%n", "ENGINE", "WORKS", "DETAIL");
    for (Finding finding : findings) {
      System.out.printf(
          "%-12s %-6s %s%n",
          EngineName.of(finding.engine()), finding.works() ? "yes" : "no", finding.detail());
    }
    return findings.stream().anyMatch(Finding::works) ? 0 : 1;
  }
}
