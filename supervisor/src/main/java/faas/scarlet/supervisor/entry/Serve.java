package faas.scarlet.supervisor.entry;

import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.run.ScriptLog;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;

/** The HTTP entry: serves until it is told to stop (TERM), then lets running attempts finish. */
final class Serve {
  private static final System.Logger LOG = System.getLogger("scarlet.supervisor");

  /** Below what a platform gives before it kills: the rest is for stopping the scripts. */
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(20);

  private static final String ANY_ADDRESS = "0.0.0.0";
  private static final String LOOPBACK = "127.0.0.1";

  private Serve() {}

  static SupervisorServer start(Environment environment)
      throws IOException, InvalidSettingException {
    var own = environment.function();
    String host = environment.host().orElse(own.isPresent() ? ANY_ADDRESS : LOOPBACK);
    var server =
        SupervisorServer.start(
            new InetSocketAddress(host, environment.port()),
            Supervisor.open(
                environment.settings(ScriptLog.marked(System.out, id -> "id=" + id + " | "))),
            own,
            environment.concurrency(own));
    LOG.log(
        Level.INFO,
        "event=ready address={0} function={1} concurrency={2}",
        server.address(),
        own.map(function -> function.id().toString()).orElse("any"),
        environment.concurrency(own));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
    return server;
  }

  private static void stop(SupervisorServer server) {
    try (server) {
      boolean finished = server.drain(DRAIN_LIMIT);
      LOG.log(Level.INFO, "event=stopped finished={0}", finished);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
