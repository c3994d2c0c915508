package faas.scarlet.gateway.dispatch;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Random;

/** Gives the judge its dice. */
final class JudgeProducer {
  @Produces
  @Singleton
  Judge judge() {
    return new Judge(new Random());
  }
}
