package faas.scarlet.gateway;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells of callers who are not let in: a store whose token is wrong is seen at once, and who tries
 * many tokens cannot fill the log. What they showed is nobody's business.
 */
@Singleton
public class RefusedCallers {
  private static final Logger LOG = Logger.getLogger(RefusedCallers.class);
  private static final Duration BETWEEN_TWO_LINES = Duration.ofMinutes(1);

  private final AtomicInteger untold = new AtomicInteger();
  private final AtomicLong next = new AtomicLong(System.nanoTime());

  /** One more was refused, who showed this header. */
  public void refused(@Nullable String authorization) {
    untold.incrementAndGet();
    long now = System.nanoTime();
    long due = next.get();
    if (now - due >= 0 && next.compareAndSet(due, now + BETWEEN_TWO_LINES.toNanos())) {
      LOG.warnf(
          "callers refused times=%d last=%s remedy=%s",
          untold.getAndSet(0),
          authorization == null ? "without-token" : "wrong-token",
          Quoted.of("give the store's webhook, or the user, the gateway's token"));
    }
  }
}
