package faas.scarlet.model.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A storage event that one cluster passes on to another: {@code {"storage_provider", "event"}},
 * with the event as an object or as its text.
 */
final class Delegation {
  private static final String STORE = "storage_provider";
  private static final String EVENT = "event";

  private Delegation() {}

  static boolean has(ObjectNode node) {
    return node.path(EVENT).isObject() || node.path(EVENT).isTextual();
  }

  /** Empty where what is passed on is no storage event, and nobody said that it would be. */
  static Optional<List<Event>> read(JsonText json, Delivery around) throws InvalidEventException {
    var fields = new Fields(json.node(), "");
    var event = json.node().path(EVENT);
    var inner = JsonText.of(event.isTextual() ? event.asText() : json.slice(EVENT));
    var store = fields.textIfAny(STORE).filter(name -> !name.isEmpty());
    var events = StorageForms.read(inner, around.parameters());
    if (events.isEmpty()) {
      if (store.isPresent()) {
        throw fields.expected(EVENT, "a storage event");
      }
      return Optional.empty();
    }
    var named = new ArrayList<Event>();
    for (Event each : events.get()) {
      named.add(each instanceof ObjectCreated o && store.isPresent() ? o.in(store.get()) : each);
    }
    return Optional.of(named);
  }
}
