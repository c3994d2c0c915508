package faas.scarlet.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import faas.scarlet.gateway.Metrics;
import faas.scarlet.gateway.Quoted;
import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.ledger.LedgerException;
import faas.scarlet.gateway.ledger.NewInvocation;
import faas.scarlet.gateway.ledger.ObjectUpload;
import faas.scarlet.gateway.ledger.RefusedEvents;
import faas.scarlet.gateway.store.ListedObject;
import faas.scarlet.gateway.store.ObjectStores;
import faas.scarlet.gateway.store.StoreException;
import faas.scarlet.model.event.Body;
import faas.scarlet.model.event.Bytes;
import faas.scarlet.model.event.Delivery;
import faas.scarlet.model.event.Events;
import faas.scarlet.model.event.InvalidEventException;
import faas.scarlet.model.event.ObjectCreated;
import faas.scarlet.model.event.Upload;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Input;
import faas.scarlet.model.storage.StoreId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Turns notifications into invocations of the functions that want their objects. */
@Singleton
public class Ingest {
  private static final Logger LOG = Logger.getLogger(Ingest.class);
  private static final int MOST_QUOTED = 200;

  private final Catalogue catalogue;
  private final ObjectStores stores;
  private final DirectFunctions direct;
  private final Admission admission;
  private final RefusedEvents refused;
  private final Metrics metrics;

  Ingest(
      Catalogue catalogue,
      ObjectStores stores,
      DirectFunctions direct,
      Admission admission,
      RefusedEvents refused,
      Metrics metrics) {
    this.catalogue = catalogue;
    this.stores = stores;
    this.direct = direct;
    this.admission = admission;
    this.refused = refused;
    this.metrics = metrics;
  }

  /**
   * Records the work of a whole body; a body that means nothing is recorded as refused.
   *
   * @param source the store that sent it: its events do not say
   * @return how many invocations are new
   * @throws LedgerException where the ledger is away; then nothing was recorded
   */
  int take(StoreId source, Delivery delivery) {
    try {
      var invocations = new ArrayList<NewInvocation>();
      for (var event : Events.read(delivery).events()) {
        switch (event) {
          case ObjectCreated created -> invocations.addAll(invocations(source, created));
          case Body _ -> refuse(delivery.content(), "expected an S3 notification");
        }
      }
      return admission.admit(invocations, "notification");
    } catch (InvalidEventException e) {
      refuse(delivery.content(), String.valueOf(e.getMessage()));
      return 0;
    } catch (LedgerException e) {
      if (!e.refusesValues()) {
        throw e;
      }
      refuse(delivery.content(), "the ledger cannot keep it: " + e.getMessage());
      return 0;
    }
  }

  /**
   * Records that a body was too long to be read.
   *
   * @param beginning as far as it was read
   * @param bytes size of all of it
   * @return that nothing is new
   * @throws LedgerException where the ledger is away
   */
  int tooLong(byte[] beginning, long bytes) {
    refuse(beginning, bytes, "expected at most %d bytes".formatted(EventsResource.LARGEST));
    return 0;
  }

  private List<NewInvocation> invocations(StoreId source, ObjectCreated created) {
    var functions = functionsFor(source, created);
    if (functions.isEmpty()) {
      LOG.infof(
          "event without function store=%s bucket=%s key=%s",
          Quoted.of(source.toString()), Quoted.of(created.bucket()), Quoted.of(created.key()));
      return List.of();
    }
    return created.upload().or(() -> listed(source, created)).stream()
        .map(
            upload ->
                new ObjectUpload(source.name(), created.bucket(), created.key(), upload.toString()))
        .flatMap(
            object ->
                functions.stream()
                    .map(
                        f -> NewInvocation.of(f, object, created.raw().toString(), created.time())))
        .toList();
  }

  private List<Function> functionsFor(StoreId source, ObjectCreated created) {
    return catalogue.functions().stream()
        .map(catalogued -> catalogued.function())
        .filter(
            function ->
                function.spec().input().stream()
                    .anyMatch(
                        input ->
                            input.accepts(created.bucket(), created.key(), created.size())
                                && isOf(source, function, input)))
        .toList();
  }

  /** What the function calls its store may be another one in another namespace. */
  private boolean isOf(StoreId source, Function function, Input input) {
    return input.objectStore().equals(source.name())
        && stores
            .find(function.id().namespace(), input.objectStore())
            .filter(store -> store.id().equals(source) && !direct.has(function, store))
            .isPresent();
  }

  /** Not every store's events say which upload they are about; then its LIST does. */
  private Optional<Upload> listed(StoreId source, ObjectCreated created) {
    try {
      var upload =
          stores
              .find(source)
              .flatMap(store -> store.find(created.bucket(), created.key()))
              .map(ListedObject::upload);
      if (upload.isEmpty()) {
        LOG.infof(
            "event for an object that is gone bucket=%s key=%s",
            created.bucket(), Quoted.of(created.key()));
      }
      return upload;
    } catch (StoreException e) {
      LOG.warnf(
          "event left to the sweep bucket=%s key=%s cause=%s",
          created.bucket(), Quoted.of(created.key()), Quoted.of(String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private void refuse(Bytes body, String why) {
    refuse(body.toArray(), body.size(), why);
  }

  private void refuse(byte[] body, long bytes, String why) {
    String beginning = new String(body, 0, Math.min(body.length, MOST_QUOTED), UTF_8);
    refused.record(why, bytes, beginning);
    metrics.eventRefused();
    LOG.warnf(
        "event not understood, acknowledged why=%s bytes=%d body=%s remedy=%s",
        Quoted.of(why),
        bytes,
        Quoted.of(beginning),
        Quoted.of("GET /events/refused lists such bodies; correct who sends them"));
  }
}
