package faas.scarlet.model.event;

import java.util.List;

/**
 * What a message asks for.
 *
 * @param events in the message's order; empty where it is only about what asks for no work, such as
 *     a deletion
 * @param proxied whether it came as Lambda's proxy events come, so that the caller wants its answer
 *     in that form too
 */
public record Received(List<Event> events, boolean proxied) {
  public Received {
    events = List.copyOf(events);
  }
}
