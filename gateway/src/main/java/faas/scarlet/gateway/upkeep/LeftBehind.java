package faas.scarlet.gateway.upkeep;

import faas.scarlet.gateway.Periodic;
import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.catalogue.CataloguedFunction;
import faas.scarlet.gateway.dispatch.target.Targets;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Has the targets take away what attempts have left there, when a gateway was killed. */
@Singleton
class LeftBehind {
  private static final Duration LOOK = Duration.ofHours(1);

  private final Catalogue catalogue;
  private final Targets targets;
  private final Periodic tidying = new Periodic("left-behind", LOOK, this::tidy);

  LeftBehind(Catalogue catalogue, Targets targets) {
    this.catalogue = catalogue;
    this.targets = targets;
  }

  void start(@Observes StartupEvent event) {
    tidying.start();
  }

  void stop(@Observes ShutdownEvent event) {
    tidying.close();
  }

  private void tidy() {
    for (CataloguedFunction function : catalogue.functions()) {
      targets.all().forEach(target -> target.tidy(function));
    }
  }
}
