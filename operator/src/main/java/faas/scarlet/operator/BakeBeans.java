package faas.scarlet.operator;

import faas.scarlet.operator.bake.BakeSettings;
import faas.scarlet.operator.bake.BakeWork;
import faas.scarlet.operator.bake.RegistryBaker;
import faas.scarlet.operator.render.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What is baked, and where it is kept. */
@ApplicationScoped
class BakeBeans {
  /** Layers pass through, and those of the supervisor through the disk. */
  private static final int AT_ONCE = 2;

  @Produces
  @Singleton
  BakeSettings settings(
      @ConfigProperty(name = "scarlet.bake.repository") Optional<String> repository,
      @ConfigProperty(name = "scarlet.bake.login-file") Optional<Path> loginFile,
      @ConfigProperty(name = "scarlet.bake.login-secret") Optional<String> loginSecret,
      @ConfigProperty(name = "scarlet.bake.pull-secret") Optional<String> pullSecret) {
    return new BakeSettings(
        repository.map(BakeSettings::repository), loginFile, loginSecret, pullSecret);
  }

  /** What an end of the operator cuts off is begun again by the next, from what was pushed. */
  @Produces
  @Singleton
  BakeWork work(Settings settings, BakeSettings bake, Clock clock) {
    var threads = Thread.ofPlatform().daemon().name("bake-", 0).factory();
    return new BakeWork(
        new RegistryBaker(settings, bake), Executors.newFixedThreadPool(AT_ONCE, threads), clock);
  }
}
