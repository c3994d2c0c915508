package faas.scarlet.gateway;

import faas.scarlet.gateway.ledger.Counts;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Counts the ledger's open invocations for the metrics, from time to time: counting costs. */
@Singleton
class DepthReport {
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final Periodic report;

  DepthReport(Counts counts, Metrics metrics) {
    report = new Periodic("depth", INTERVAL, () -> metrics.depth(counts.now()));
  }

  void start(@Observes StartupEvent event) {
    report.start();
  }

  void stop(@Observes ShutdownEvent event) {
    report.close();
  }
}
