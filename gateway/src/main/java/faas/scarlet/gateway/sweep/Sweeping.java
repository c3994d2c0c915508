package faas.scarlet.gateway.sweep;

import faas.scarlet.gateway.Periodic;
import faas.scarlet.gateway.Quoted;
import faas.scarlet.gateway.Settings;
import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.ledger.SweptPlace;
import faas.scarlet.gateway.store.ObjectStore;
import faas.scarlet.gateway.store.ObjectStores;
import faas.scarlet.model.storage.StoreId;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Sweeps at the start, after each interval, when the functions changed, and when the store is back
 * after an absence: then its notifications may have been lost.
 */
@Singleton
class Sweeping {
  private static final Logger LOG = Logger.getLogger(Sweeping.class);
  private static final Duration PROBE = Duration.ofSeconds(2);
  private static final int AT_ONCE = 4;

  private final Settings settings;
  private final Catalogue catalogue;
  private final Buckets buckets;
  private final Sweeper sweeper;
  private final StoreWatch watch;
  private final ObjectStores stores;
  private final Periodic sweeps;
  private final Periodic probes = new Periodic("store", PROBE, this::probe);
  private final ExecutorService threads =
      Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().name("sweep ", 0).factory());
  private final Set<SweptPlace> underWay = ConcurrentHashMap.newKeySet();
  private final Set<StoreId> atOnce = ConcurrentHashMap.newKeySet();

  Sweeping(
      Settings settings,
      Catalogue catalogue,
      Buckets buckets,
      Sweeper sweeper,
      StoreWatch watch,
      ObjectStores stores) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.buckets = buckets;
    this.sweeper = sweeper;
    this.watch = watch;
    this.stores = stores;
    sweeps = new Periodic("sweep", this::shortest, this::sweep);
  }

  void start(@Observes StartupEvent event) {
    sweeps.start();
    probes.start();
    catalogue.onChange(sweeps::wake);
    stores.onChange(sweeps::wake);
  }

  void stop(@Observes ShutdownEvent event) {
    probes.close();
    sweeps.close();
    threads.shutdownNow();
  }

  private void probe() {
    var back = watch.mayHaveLostEvents();
    if (!back.isEmpty()) {
      atOnce.addAll(back);
      sweeps.wake();
    }
  }

  /** What is due is looked for as often as the store with the shortest interval asks for. */
  private Duration shortest() {
    return Stream.concat(
            Stream.of(settings.sweep().interval()), stores.all().stream().map(this::interval))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Duration interval(ObjectStore store) {
    return store.sweepInterval().orElse(settings.sweep().interval());
  }

  private void sweep() {
    var now = Set.copyOf(atOnce);
    atOnce.removeAll(now);
    if (settings.store().createBuckets()) {
      buckets.ensure();
    }
    var margin = shortest().dividedBy(2);
    for (SweptInput input : sweeper.inputs()) {
      if (underWay.add(input.place())) {
        // Between gateways that share a ledger, one sweep in each interval is enough.
        var freshness =
            now.contains(input.store().id())
                ? Duration.ZERO
                : interval(input.store()).minus(margin);
        threads.execute(() -> sweep(input, freshness));
      }
    }
  }

  private void sweep(SweptInput input, Duration freshness) {
    try {
      sweeper.sweep(input, freshness);
    } catch (RuntimeException e) {
      LOG.warnf(
          "sweep failed, is tried again function=%s input=%s error=%s",
          input.function().id(), input.input().location(), Quoted.of(e.toString()));
    } finally {
      underWay.remove(input.place());
    }
  }
}
