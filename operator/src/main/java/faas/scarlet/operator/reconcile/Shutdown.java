package faas.scarlet.operator.reconcile;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

/**
 * Whether this operator is about to end. Its caches are then emptied while looks are still under
 * way, and to those what is there seems to be gone: whoever has read a cache asks here before
 * acting on what it lacked.
 */
@ApplicationScoped
public class Shutdown {
  private volatile boolean hasBegun;

  void onShutdown(
      // before the operator SDK's own, which empties the caches
      @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent shutdown) {
    hasBegun = true;
  }

  /** From now on nothing that is missing in a cache is known to be missing. */
  public boolean hasBegun() {
    return hasBegun;
  }
}
