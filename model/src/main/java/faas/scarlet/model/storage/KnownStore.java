package faas.scarlet.model.storage;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store that the gateway is to know.
 *
 * @param namespace of the functions that may name it; absent: every function may
 * @param access with the store's own account
 * @param sweepSeconds pause between two comparisons with the ledger; absent: the gateway's own
 */
public record KnownStore(
    @Nullable String namespace, StoreAccess access, @Nullable Long sweepSeconds) {
  /** One that every function may name. */
  public static KnownStore everywhere(StoreAccess access) {
    return new KnownStore(null, access, null);
  }

  /** Which one it is, among all. */
  public StoreId id() {
    return new StoreId(namespace, access.name());
  }

  /** Pause between two comparisons, if the store has one of its own. */
  public Optional<Duration> sweepInterval() {
    return Optional.ofNullable(sweepSeconds).map(Duration::ofSeconds);
  }
}
