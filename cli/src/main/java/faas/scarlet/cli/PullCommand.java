package faas.scarlet.cli;

import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Pulls and unpacks an image, so that the first attempt finds it ready. */
@Command(
    name = "pull",
    description = {
      "Pulls and unpacks an image, and runs nothing: for preheating a cache.",
      "Prints the image's digest and the folder of its files."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: scarlet pull docker.io/library/debian:bookworm-slim --cache /var/cache/scarlet",
      "An image that is there already costs one request, one named by its digest none."
    })
final class PullCommand implements Callable<Integer> {
  @Parameters(paramLabel = "IMAGE", description = "An OCI reference: a tag, a digest or both.")
  private String image = "";

  @Mixin private CacheFolder cache = new CacheFolder();
  @Mixin private RegistryMirror registryMirror = new RegistryMirror();

  @Override
  public Integer call() throws IOException, UserError, Fault {
    var supervisor = Supervisor.open(new LocalEnvironment(registryMirror, cache).settings());
    var pulled = supervisor.pull(image);
    System.out.println(pulled.digest() + "  " + pulled.root());
    return 0;
  }
}
