package faas.scarlet.model.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The forms in which storage tells of objects, by themselves or inside of another form. */
final class StorageForms {
  private StorageForms() {}

  /** The events of a storage event; empty where the JSON is none. */
  static Optional<List<Event>> read(Optional<JsonText> found, Map<String, String> parameters)
      throws InvalidEventException {
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var json = found.get();
    if (StorageRecords.has(json.node())) {
      return Optional.of(StorageRecords.read(json, parameters));
    }
    if (StorageRecords.isTest(json.node())) {
      return Optional.of(List.of());
    }
    if (EventBridge.has(json.node())) {
      return Optional.of(EventBridge.read(json, parameters));
    }
    var record = StorageRecords.wrap(json);
    return record.isPresent()
        ? Optional.of(StorageRecords.read(record.get(), parameters))
        : Optional.empty();
  }
}
