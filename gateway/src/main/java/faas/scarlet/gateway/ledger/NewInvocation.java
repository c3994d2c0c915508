package faas.scarlet.gateway.ledger;

import faas.scarlet.model.function.Function;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Work that an event asks of a function, not yet in the ledger.
 *
 * @param occasion tells it from the function's other work: the same occasion is recorded once
 * @param object what caused it; empty for a schedule or a call
 * @param event as it came, byte for byte
 * @param eventTime as the event gives it
 */
public record NewInvocation(
    UUID id,
    Function function,
    UUID occasion,
    Optional<ObjectUpload> object,
    String event,
    @Nullable String eventTime) {

  /** Of an object's upload, with an id of its own. */
  public static NewInvocation of(
      Function function, ObjectUpload object, String event, @Nullable String eventTime) {
    return new NewInvocation(
        UuidV7.next(), function, object.occasion(), Optional.of(object), event, eventTime);
  }

  /** Of an object that may have been processed before, and is to be once more. */
  public static NewInvocation again(
      Function function, ObjectUpload object, String event, @Nullable String eventTime) {
    return new NewInvocation(
        UuidV7.next(), function, UUID.randomUUID(), Optional.of(object), event, eventTime);
  }

  /**
   * Of something that no object caused, with an id of its own.
   *
   * @param occasion a text that names it, as {@code schedule 2026-01-02T03:00:00Z}
   */
  public static NewInvocation of(
      Function function, String occasion, String event, @Nullable String eventTime) {
    return new NewInvocation(
        UuidV7.next(), function, Occasion.of(occasion), Optional.empty(), event, eventTime);
  }
}
