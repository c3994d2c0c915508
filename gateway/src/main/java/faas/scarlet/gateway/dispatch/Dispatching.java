package faas.scarlet.gateway.dispatch;

import faas.scarlet.gateway.Periodic;
import faas.scarlet.gateway.Settings;
import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.ledger.Announcements;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Keeps the dispatcher going from the gateway's start to its end. */
@Singleton
class Dispatching {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofMillis(5);
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final Dispatcher dispatcher;
  private final Takeover takeover;
  private final Announcements announcements;
  private final Catalogue catalogue;
  private final Periodic rounds = new Periodic("dispatch", POLL, REST, this::round);
  private final Periodic expiry = new Periodic("expiry", POLL, this::expire);
  private final Periodic leases;

  Dispatching(
      Settings settings,
      Dispatcher dispatcher,
      Takeover takeover,
      Announcements announcements,
      Catalogue catalogue) {
    this.dispatcher = dispatcher;
    this.takeover = takeover;
    this.announcements = announcements;
    this.catalogue = catalogue;
    leases = new Periodic("leases", settings.lease().dividedBy(3), dispatcher::renewLeases);
  }

  void start(@Observes StartupEvent event) {
    rounds.start();
    leases.start();
    expiry.start();
    announcements.listen(rounds::wake);
    catalogue.onChange(rounds::wake);
  }

  /** Attempts that are nearly done may end; the others are left to their leases. */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    rounds.close();
    expiry.close();
    dispatcher.finish(FAREWELL);
    leases.close();
  }

  private void expire() {
    takeover.overdue();
    takeover.tooOld();
    takeover.stuck();
  }

  private void round() {
    dispatcher.dispatch(rounds::wake);
  }
}
