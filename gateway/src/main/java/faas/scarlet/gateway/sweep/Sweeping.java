package faas.scarlet.gateway.sweep;

import faas.scarlet.gateway.Periodic;
import faas.scarlet.gateway.Settings;
import faas.scarlet.gateway.catalogue.Catalogue;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Sweeps at the start, after each interval, and when the functions changed. */
@Singleton
class Sweeping {
  private final Settings settings;
  private final Catalogue catalogue;
  private final Buckets buckets;
  private final Sweeper sweeper;
  private final Periodic sweeps;

  Sweeping(Settings settings, Catalogue catalogue, Buckets buckets, Sweeper sweeper) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.buckets = buckets;
    this.sweeper = sweeper;
    sweeps = new Periodic("sweep", settings.sweep().interval(), this::sweep);
  }

  void start(@Observes StartupEvent event) {
    sweeps.start();
    catalogue.onChange(sweeps::wake);
  }

  void stop(@Observes ShutdownEvent event) {
    sweeps.close();
  }

  private void sweep() {
    if (settings.store().createBuckets()) {
      buckets.ensure();
    }
    sweeper.sweep();
  }
}
