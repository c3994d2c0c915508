package faas.scarlet.gateway.sweep;

import faas.scarlet.gateway.Quoted;
import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.ingest.Admission;
import faas.scarlet.gateway.ledger.Intake;
import faas.scarlet.gateway.ledger.NewInvocation;
import faas.scarlet.gateway.ledger.ObjectUpload;
import faas.scarlet.gateway.store.ListedObject;
import faas.scarlet.gateway.store.ObjectStore;
import faas.scarlet.gateway.store.StoreException;
import faas.scarlet.model.event.Notification;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Input;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Compares every input with the ledger and records what the ledger does not have. */
@Singleton
public class Sweeper {
  private static final Logger LOG = Logger.getLogger(Sweeper.class);

  private final Catalogue catalogue;
  private final ObjectStore store;
  private final Intake intake;
  private final Admission admission;

  Sweeper(Catalogue catalogue, ObjectStore store, Intake intake, Admission admission) {
    this.catalogue = catalogue;
    this.store = store;
    this.intake = intake;
    this.admission = admission;
  }

  /** Goes through all inputs; one whose LIST fails is told and left to the next time. */
  void sweep() {
    for (var catalogued : catalogue.functions()) {
      var function = catalogued.function();
      for (Input input : function.spec().input()) {
        try {
          sweep(function, input);
        } catch (StoreException e) {
          LOG.warnf(
              "sweep incomplete function=%s input=%s cause=%s",
              function.id(), input.location(), Quoted.of(String.valueOf(e.getMessage())));
        }
      }
    }
  }

  private void sweep(Function function, Input input) {
    var location = input.location();
    store.list(location.bucket(), location.keyPrefix(), page -> record(function, input, page));
  }

  /** A page is all that is held at a time, so that a bucket of any size can be swept. */
  private void record(Function function, Input input, List<ListedObject> page) {
    String bucket = input.location().bucket();
    Map<ObjectUpload, ListedObject> wanted = new LinkedHashMap<>();
    for (ListedObject object : page) {
      if (input.accepts(bucket, object.key(), object.size())) {
        var upload = object.upload().toString();
        wanted.put(new ObjectUpload(store.name(), bucket, object.key(), upload), object);
      }
    }
    if (wanted.isEmpty()) {
      return;
    }
    var unknown = intake.unknown(function.uid(), List.copyOf(wanted.keySet()));
    wanted.keySet().retainAll(unknown);
    admission.admit(
        wanted.entrySet().stream()
            .map(entry -> invocation(function, entry.getKey(), entry.getValue()))
            .toList(),
        "sweep");
  }

  private static NewInvocation invocation(
      Function function, ObjectUpload upload, ListedObject object) {
    var event =
        Notification.created(
            "Sweep", upload.bucket(), object.key(), object.size(), object.upload());
    return NewInvocation.of(function, upload, event.raw().toString(), event.time());
  }
}
