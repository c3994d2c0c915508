package faas.scarlet.gateway;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import org.jboss.logging.Logger;

/**
 * Ends the gateway when its standard input ends, which the death of the process that holds the
 * other side does, whatever kills it.
 */
@Singleton
class StandardInputWatch {
  private static final Logger LOG = Logger.getLogger(StandardInputWatch.class);

  private final Settings settings;

  StandardInputWatch(Settings settings) {
    this.settings = settings;
  }

  void start(@Observes StartupEvent event) {
    if (settings.exitWithStdin()) {
      Thread.ofPlatform().daemon().name("standard-input").start(StandardInputWatch::watch);
    }
  }

  private static void watch() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.debug("standard input broke, which ends it too", e);
    }
    LOG.info("gateway stops cause=standard-input-ended");
    Quarkus.asyncExit();
  }
}
