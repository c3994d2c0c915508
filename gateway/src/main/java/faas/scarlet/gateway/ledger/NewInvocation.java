package faas.scarlet.gateway.ledger;

import faas.scarlet.model.function.Function;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Work that an event asks of a function, not yet in the ledger.
 *
 * @param event as it came, byte for byte
 * @param eventTime as the event gives it
 */
public record NewInvocation(
    UUID id, Function function, ObjectUpload object, String event, @Nullable String eventTime) {

  /** With an id of its own. */
  public static NewInvocation of(
      Function function, ObjectUpload object, String event, @Nullable String eventTime) {
    return new NewInvocation(UuidV7.next(), function, object, event, eventTime);
  }
}
