package faas.scarlet.cli;

import faas.scarlet.cli.local.LocalHome;
import faas.scarlet.cli.local.LocalScarlet;
import faas.scarlet.cli.local.LocalSettings;
import faas.scarlet.model.function.Function;
import faas.scarlet.supervisor.entry.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings up Scarlet on this machine. */
@Command(
    name = "up",
    description = {
      "Brings up a whole Scarlet on this machine: no cluster, no Docker, no account.",
      "Files that are put into an input bucket are processed by the functions of DIR."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: scarlet up examples/ --try examples/photo.png",
      "A bucket is a folder below DATA/buckets: drop a file there, or use any S3 client."
    })
final class UpCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Folder of ScarFunction manifests.")
  private Path manifests = Path.of(".");

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = "Where buckets, ledger and logs are kept; default: ~/.local/share/scarlet.")
  private Path data = LocalHome.standard();

  @Option(
      names = "--port",
      defaultValue = "8470",
      description = "Port of the API; default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--store-port",
      defaultValue = "8471",
      description = "Port of the S3 endpoint; default: ${DEFAULT-VALUE}.")
  private int storePort;

  @Mixin private ExternalStore externalStore = new ExternalStore();

  @Mixin private RegistryMirror registryMirror = new RegistryMirror();

  @Option(
      names = "--try",
      paramLabel = "FILE",
      description =
          "Puts FILE into the input of each function that takes it, and shows the results.")
  private @Nullable Path attempt;

  @Option(names = "--once", description = "With --try: stops when the result is there.")
  private boolean once;

  @Override
  public Integer call() throws IOException, InterruptedException, UserError {
    var external = externalStore.access(System.getenv());
    List<Function> functions = Manifests.readFolder(manifests);
    var home = new LocalHome(data.toAbsolutePath());
    var settings =
        new LocalSettings(
            home,
            new Environment(System.getenv()).cache().resolve("postgresql"),
            manifests.toAbsolutePath(),
            port,
            storePort,
            external,
            registryMirror.value(),
            Distribution.gatewayJar());
    var stop = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, stopped)));
    System.err.println("scarlet: starting …");
    try (var scarlet = LocalScarlet.start(settings)) {
      Announcement.print(scarlet, home, functions);
      boolean good = attempt == null || new Trial(scarlet, home, functions).run(attempt);
      if (attempt == null || !once) {
        stop.await();
      }
      return good ? 0 : 1;
    } finally {
      stopped.countDown();
    }
  }

  /** The JVM must not go before the parts have stopped. */
  private static void stopAndWait(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
