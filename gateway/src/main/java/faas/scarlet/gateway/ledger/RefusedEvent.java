package faas.scarlet.gateway.ledger;

import java.time.Instant;

/**
 * A body that was acknowledged though it could not be understood.
 *
 * @param why what was expected and what was found
 * @param bytes size of the body
 * @param beginning of the body; what is no text in UTF-8 is replaced
 */
public record RefusedEvent(Instant receivedAt, String why, long bytes, String beginning) {}
