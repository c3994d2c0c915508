package faas.scarlet.gateway.api;

import faas.scarlet.gateway.ingest.Admission;
import faas.scarlet.gateway.ledger.NewInvocation;
import faas.scarlet.gateway.ledger.ObjectUpload;
import faas.scarlet.gateway.store.ListedObject;
import faas.scarlet.gateway.store.ObjectStore;
import faas.scarlet.gateway.store.ObjectStores;
import faas.scarlet.model.event.Notification;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Input;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes work of what is in a function's inputs, whether it was processed before or not. */
@Singleton
class Backfill {
  private final ObjectStores stores;
  private final Admission admission;

  Backfill(ObjectStores stores, Admission admission) {
    this.stores = stores;
    this.admission = admission;
  }

  /**
   * Which files.
   *
   * @param keyPrefix only keys that begin so
   * @param after only what comes after this one, in the order of inputs and keys
   * @param limit so many at the most
   */
  record Range(String keyPrefix, Optional<BackfillCursor> after, long limit) {}

  /**
   * How far it came.
   *
   * @param last file that was taken; empty where there was none
   * @param invocation that was recorded for it
   */
  record Filled(long files, Optional<BackfillCursor> last, Optional<UUID> invocation) {}

  /**
   * Goes through the inputs, a page at a time.
   *
   * @param record whether the invocations are recorded, or only counted
   */
  Filled fill(Function function, Range range, boolean record) {
    var walk = new Walk(function, range, record);
    for (int i = 0; i < function.spec().input().size() && !walk.isFull(); i++) {
      walk.through(i);
    }
    return new Filled(walk.files, walk.last, walk.invocation);
  }

  private final class Walk {
    private final Function function;
    private final List<Input> inputs;
    private final Range range;
    private final boolean record;
    private long files;
    private Optional<BackfillCursor> last = Optional.empty();
    private Optional<UUID> invocation = Optional.empty();

    Walk(Function function, Range range, boolean record) {
      this.function = function;
      this.inputs = function.spec().input();
      this.range = range;
      this.record = record;
    }

    boolean isFull() {
      return files >= range.limit();
    }

    void through(int number) {
      var input = inputs.get(number);
      var store = stores.named(function.id().namespace(), input.objectStore());
      var location = input.location();
      String prefix = range.keyPrefix();
      var begin = range.after().map(cursor -> cursor.startOf(number)).orElse(Optional.of(""));
      begin.ifPresent(
          key ->
              store.list(
                  location.bucket(),
                  prefix.startsWith(location.keyPrefix()) ? prefix : location.keyPrefix(),
                  key,
                  page -> {
                    take(number, store, page);
                    return !isFull();
                  }));
    }

    private void take(int number, ObjectStore store, List<ListedObject> page) {
      String bucket = inputs.get(number).location().bucket();
      var wanted =
          page.stream()
              .filter(object -> object.key().startsWith(range.keyPrefix()))
              .filter(object -> isTaken(number, bucket, object))
              .limit(range.limit() - files)
              .toList();
      if (wanted.isEmpty()) {
        return;
      }
      files += wanted.size();
      last = Optional.of(new BackfillCursor(number, wanted.getLast().key()));
      if (record) {
        var made =
            wanted.stream().map(object -> invocation(function, store, bucket, object)).toList();
        invocation = Optional.of(made.getLast().id());
        admission.admit(made, "backfill");
      }
    }

    /** By this input, and not by one before it: inputs may overlap, and a file is work once. */
    private boolean isTaken(int number, String bucket, ListedObject object) {
      String store = inputs.get(number).objectStore();
      return inputs.get(number).accepts(bucket, object.key(), object.size())
          && inputs.subList(0, number).stream()
              .noneMatch(
                  before ->
                      before.objectStore().equals(store)
                          && before.accepts(bucket, object.key(), object.size()));
    }
  }

  private static NewInvocation invocation(
      Function function, ObjectStore store, String bucket, ListedObject object) {
    var event =
        Notification.created("Backfill", bucket, object.key(), object.size(), object.upload());
    var upload = new ObjectUpload(store.name(), bucket, object.key(), object.upload().toString());
    return NewInvocation.again(function, upload, event.raw().toString(), event.time());
  }
}
