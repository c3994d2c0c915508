package faas.scarlet.operator;

import faas.scarlet.operator.render.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the operator's parts from its environment; a setting that is missing ends the start. */
@ApplicationScoped
class OperatorBeans {
  @Produces
  @Singleton
  Settings settings(
      @ConfigProperty(name = "scarlet.supervisor.image") String supervisorImage,
      @ConfigProperty(name = "scarlet.registry.mirror") Optional<String> registryMirror) {
    return new Settings(supervisorImage, registryMirror);
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }
}
