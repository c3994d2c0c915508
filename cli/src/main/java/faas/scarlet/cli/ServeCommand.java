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
      "Runs the supervisor's HTTP server. POST / calls the function in $SCARLET_FUNCTION_FILE with",
      "any event and answers with its result; POST /invocations/ID is for a gateway. Without a",
      "function it serves any that a gateway asks for, on loopback. GET /healthz, GET /metrics."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Environment: PORT (8080), SCARLET_HOST, SCARLET_FUNCTION_FILE, SCARLET_STORES_FILE,",
      "SCARLET_CACHE, SCARLET_WORK (/tmp), SCARLET_REGISTRY_MIRROR, SCARLET_CONCURRENCY.",
      "Example: SCARLET_FUNCTION_FILE=examples/checksum.yaml PORT=8080 scarlet serve &",
      "         curl --data-binary @examples/photo.png http://127.0.0.1:8080/"
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
