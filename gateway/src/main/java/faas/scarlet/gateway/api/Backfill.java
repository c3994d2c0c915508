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
   * Goes through the inputs, a page at a time.
   *
   * @param keyPrefix only keys that begin so
   * @param record whether the invocations are recorded, or only counted
   * @return how many
   */
  long fill(Function function, String keyPrefix, boolean record) {
    long all = 0;
    for (Input input : function.spec().input()) {
      all += fill(function, input, keyPrefix, record);
    }
    return all;
  }

  private long fill(Function function, Input input, String keyPrefix, boolean record) {
    var store = stores.named(function.id().namespace(), input.objectStore());
    var location = input.location();
    var counted = new long[1];
    store.list(
        location.bucket(),
        keyPrefix.startsWith(location.keyPrefix()) ? keyPrefix : location.keyPrefix(),
        "",
        page -> {
          var wanted =
              page.stream()
                  .filter(object -> object.key().startsWith(keyPrefix))
                  .filter(object -> input.accepts(location.bucket(), object.key(), object.size()))
                  .map(object -> invocation(function, store, location.bucket(), object))
                  .toList();
          counted[0] += wanted.size();
          if (record) {
            admission.admit(wanted, "backfill");
          }
          return true;
        });
    return counted[0];
  }

  private static NewInvocation invocation(
      Function function, ObjectStore store, String bucket, ListedObject object) {
    var event =
        Notification.created("Backfill", bucket, object.key(), object.size(), object.upload());
    var upload = new ObjectUpload(store.name(), bucket, object.key(), object.upload().toString());
    return NewInvocation.again(function, upload, event.raw().toString(), event.time());
  }
}
