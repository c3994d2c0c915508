package faas.scarlet.cli;

import faas.scarlet.supervisor.entry.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The supervisor's HTTP server. */
@Command(
    name = "serve",
    description = {
      "Runs the supervisor's HTTP server: carries out attempts that a gateway asks for.",
      "It serves the function in $SCARLET_FUNCTION_FILE; without one it serves any, on loopback."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Environment: PORT (8080), SCARLET_HOST, SCARLET_FUNCTION_FILE, SCARLET_STORES_FILE,",
      "SCARLET_CACHE, SCARLET_WORK (/tmp), SCARLET_REGISTRY_MIRROR, SCARLET_CONCURRENCY."
    })
final class ServeCommand implements Runnable {
  @Option(
      names = "--until-stdin-ends",
      description = "Stops when standard input ends: for whoever starts it as a child.")
  private boolean untilStdinEnds;

  @Override
  public void run() {
    Main.main(new String[] {"serve"});
    try {
      if (untilStdinEnds) {
        System.in.transferTo(OutputStream.nullOutputStream());
      } else {
        new CountDownLatch(1).await();
      }
    } catch (IOException e) {
      // a standard input that breaks has ended too
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
