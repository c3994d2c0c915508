package faas.scarlet.gateway.upkeep;

import faas.scarlet.gateway.Periodic;
import faas.scarlet.gateway.Settings;
import faas.scarlet.gateway.ledger.Retention;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;

/** Removes finished invocations by age and number, as the settings say. */
@Singleton
class Removal {
  private static final Logger LOG = Logger.getLogger(Removal.class);
  private static final int REFUSED_EVENTS = 1_000;

  private final Settings.Retention settings;
  private final Retention retention;
  private final DeletedFunctions deletedFunctions;
  private final Periodic removal;

  Removal(Settings settings, Retention retention, DeletedFunctions deletedFunctions) {
    this.settings = settings.retention();
    this.retention = retention;
    this.deletedFunctions = deletedFunctions;
    removal = new Periodic("removal", this.settings.interval(), this::remove);
  }

  void start(@Observes StartupEvent event) {
    removal.start();
  }

  void stop(@Observes ShutdownEvent event) {
    removal.close();
  }

  private void remove() {
    int removed =
        all(() -> retention.removeOlderThan(settings.age()))
            + all(() -> retention.removeAllBut(settings.number()));
    if (removed > 0) {
      LOG.infof("finished invocations removed count=%d", removed);
    }
    retention.removeRefused(settings.age(), REFUSED_EVENTS);
    deletedFunctions.cleanUp();
  }

  /** Batch after batch, until one is empty. */
  static int all(IntSupplier batch) {
    int sum = 0;
    for (int count = batch.getAsInt(); count > 0; count = batch.getAsInt()) {
      sum += count;
    }
    return sum;
  }
}
