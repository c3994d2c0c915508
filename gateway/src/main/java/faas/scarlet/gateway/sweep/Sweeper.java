package faas.scarlet.gateway.sweep;

import faas.scarlet.gateway.Quoted;
import faas.scarlet.gateway.Settings;
import faas.scarlet.gateway.Trouble;
import faas.scarlet.gateway.TroubleSource;
import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.ingest.Admission;
import faas.scarlet.gateway.ingest.DirectFunctions;
import faas.scarlet.gateway.ledger.Intake;
import faas.scarlet.gateway.ledger.LedgerException;
import faas.scarlet.gateway.ledger.NewInvocation;
import faas.scarlet.gateway.ledger.ObjectUpload;
import faas.scarlet.gateway.ledger.SweepCursors;
import faas.scarlet.gateway.ledger.SweptPlace;
import faas.scarlet.gateway.store.ListedObject;
import faas.scarlet.gateway.store.ObjectStore;
import faas.scarlet.gateway.store.ObjectStores;
import faas.scarlet.gateway.store.StoreException;
import faas.scarlet.model.event.Notification;
import faas.scarlet.model.function.Existing;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Input;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Compares an input with the ledger and records what the ledger does not have. */
@Singleton
public class Sweeper implements TroubleSource {
  private static final Logger LOG = Logger.getLogger(Sweeper.class);
  private static final Duration SLOW = Duration.ofSeconds(5);
  private static final String SLOW_REMEDY =
      "see what else the store does; a longer sweep.interval asks it less often";

  private final Catalogue catalogue;
  private final ObjectStores stores;
  private final DirectFunctions direct;
  private final SweepCursors cursors;
  private final Intake intake;
  private final Admission admission;
  private final Duration lease;
  private final Set<String> unknown = ConcurrentHashMap.newKeySet();
  private final Set<SweptPlace> slow = ConcurrentHashMap.newKeySet();
  private final String owner = UUID.randomUUID().toString();

  @Inject
  Sweeper(
      Settings settings,
      Catalogue catalogue,
      ObjectStores stores,
      DirectFunctions direct,
      SweepCursors cursors,
      Intake intake,
      Admission admission) {
    this(settings.lease(), catalogue, stores, direct, cursors, intake, admission);
  }

  Sweeper(
      Duration lease,
      Catalogue catalogue,
      ObjectStores stores,
      DirectFunctions direct,
      SweepCursors cursors,
      Intake intake,
      Admission admission) {
    this.lease = lease;
    this.catalogue = catalogue;
    this.stores = stores;
    this.direct = direct;
    this.cursors = cursors;
    this.intake = intake;
    this.admission = admission;
  }

  /** All inputs that there are, in stores that are known, but those that S3 itself hands out. */
  List<SweptInput> inputs() {
    return catalogue.functions().stream()
        .map(catalogued -> catalogued.function())
        .flatMap(f -> f.spec().input().stream().flatMap(input -> swept(f, input).stream()))
        .toList();
  }

  private Optional<SweptInput> swept(Function function, Input input) {
    var store = stores.find(function.id().namespace(), input.objectStore());
    if (store.isEmpty() && unknown.add(function.uid() + " " + input.objectStore())) {
      LOG.warnf(
          "input not swept, its store is unknown function=%s input=%s store=%s remedy=%s",
          function.id(),
          input.location(),
          input.objectStore(),
          Quoted.of("apply an ObjectStore of that name, or correct objectStore"));
    }
    return store
        .filter(s -> !direct.has(function, s))
        .map(s -> new SweptInput(function, input, s, place(function, input)));
  }

  /**
   * Sweeps an input, from where an interrupted sweep of it has come. A store that fails is told;
   * what it has shown until then counts.
   *
   * @param freshness an input that was swept less than this ago, by any gateway, is left alone
   */
  void sweep(SweptInput swept, Duration freshness) {
    var place = swept.place();
    try {
      // Known before its first LIST: what comes later than this is new.
      cursors.begin(place, swept.store().time());
      var cursor = cursors.take(place, owner, lease, freshness);
      if (cursor.isPresent()) {
        sweep(swept, cursor.get());
      }
    } catch (StoreException e) {
      LOG.warnf(
          "sweep incomplete, is continued function=%s input=%s cause=%s",
          swept.function().id(),
          swept.input().location(),
          Quoted.of(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public List<Trouble> troubles() {
    return slow.stream()
        .map(
            place ->
                new Trouble(
                    "Object store %s lists bucket %s slowly: what it does not notify of is found late"
                        .formatted(place.objectStore(), place.bucket()),
                    SLOW_REMEDY))
        .distinct()
        .toList();
  }

  private void sweep(SweptInput swept, SweepCursors.Cursor cursor) {
    var place = swept.place();
    boolean complete = false;
    try {
      var pages = new Pages(swept, cursor.knownSince());
      swept.store().list(place.bucket(), place.keyPrefix(), cursor.startAfter(), pages);
      complete = !pages.lost;
      if (!pages.slow && slow.remove(place)) {
        LOG.infof(
            "store lists as it should store=%s bucket=%s", swept.store().id(), place.bucket());
      }
    } finally {
      if (complete) {
        cursors.finish(place, owner);
      } else {
        release(place);
      }
    }
  }

  private void release(SweptPlace place) {
    try {
      cursors.release(place, owner);
    } catch (LedgerException e) {
      LOG.debug("the sweep's lease has to run out", e);
    }
  }

  private static SweptPlace place(Function function, Input input) {
    var location = input.location();
    return new SweptPlace(
        function.uid(), input.objectStore(), location.bucket(), location.keyPrefix());
  }

  private static NewInvocation invocation(
      Function function, ObjectUpload upload, ListedObject object) {
    var event =
        Notification.created(
            "Sweep", upload.bucket(), object.key(), object.size(), object.upload());
    return NewInvocation.of(function, upload, event.raw().toString(), event.time());
  }

  /** A page is all that is held at a time, so that a bucket of any size can be swept. */
  private final class Pages implements ObjectStore.PageVisitor {
    private final SweptInput swept;
    private final Instant knownSince;
    private long asked = System.nanoTime();
    private boolean slow;
    private boolean lost;

    Pages(SweptInput swept, Instant knownSince) {
      this.swept = swept;
      this.knownSince = knownSince;
    }

    @Override
    public boolean visit(List<ListedObject> page) {
      waited(Duration.ofNanos(System.nanoTime() - asked));
      if (page.isEmpty()) {
        return true;
      }
      record(page);
      lost = !cursors.advance(swept.place(), owner, lease, page.getLast().key());
      asked = System.nanoTime();
      return !lost;
    }

    private void waited(Duration waited) {
      if (waited.compareTo(SLOW) < 0) {
        return;
      }
      slow = true;
      if (Sweeper.this.slow.add(swept.place())) {
        LOG.warnf(
            "store lists slowly, sweeps go on store=%s bucket=%s page-ms=%d remedy=%s",
            swept.store().id(), swept.place().bucket(), waited.toMillis(), Quoted.of(SLOW_REMEDY));
      }
    }

    private void record(List<ListedObject> page) {
      var function = swept.function();
      var unknown = wanted(page);
      unknown.keySet().retainAll(intake.unknown(function.uid(), List.copyOf(unknown.keySet())));
      if (function.spec().existing() == Existing.IGNORE) {
        ignore(unknown);
      }
      admission.admit(
          unknown.entrySet().stream()
              .map(entry -> invocation(function, entry.getKey(), entry.getValue()))
              .toList(),
          "sweep");
    }

    private Map<ObjectUpload, ListedObject> wanted(Collection<ListedObject> page) {
      String bucket = swept.place().bucket();
      Map<ObjectUpload, ListedObject> wanted = new LinkedHashMap<>();
      for (ListedObject object : page) {
        if (swept.input().accepts(bucket, object.key(), object.size())) {
          var upload = object.upload().toString();
          wanted.put(
              new ObjectUpload(swept.place().objectStore(), bucket, object.key(), upload), object);
        }
      }
      return wanted;
    }

    /** Both times are the store's, so that it does not matter how right its clock is. */
    private void ignore(Map<ObjectUpload, ListedObject> unknown) {
      var old =
          unknown.entrySet().stream()
              .filter(e -> e.getValue().upload().modified() < knownSince.toEpochMilli())
              .map(Map.Entry::getKey)
              .toList();
      intake.ignore(swept.function().uid(), old);
      unknown.keySet().removeAll(old);
    }
  }
}
