package faas.scarlet.gateway.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import faas.scarlet.gateway.Periodic;
import faas.scarlet.gateway.Quoted;
import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.ledger.AttemptView;
import faas.scarlet.gateway.ledger.Failures;
import faas.scarlet.gateway.ledger.InvocationView;
import faas.scarlet.gateway.ledger.Queries;
import faas.scarlet.gateway.store.ObjectStores;
import faas.scarlet.gateway.store.StoreException;
import faas.scarlet.model.Json;
import faas.scarlet.model.storage.StoragePath;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Puts a record of each dead invocation where its function's {@code onFailure} says. The same
 * invocation has the same key, so that a record that is written twice is one.
 */
@Singleton
class FailureRecords {
  private static final Logger LOG = Logger.getLogger(FailureRecords.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Catalogue catalogue;
  private final Failures failures;
  private final Queries queries;
  private final ObjectStores stores;
  private final Periodic records = new Periodic("failure-records", LOOK, this::write);

  FailureRecords(Catalogue catalogue, Failures failures, Queries queries, ObjectStores stores) {
    this.catalogue = catalogue;
    this.failures = failures;
    this.queries = queries;
    this.stores = stores;
  }

  void start(@Observes StartupEvent event) {
    records.start();
  }

  void stop(@Observes ShutdownEvent event) {
    records.close();
  }

  /** What cannot be put there now is tried again at the next look. */
  private void write() {
    Map<String, StoragePath> places = places();
    if (places.isEmpty()) {
      return;
    }
    for (var failure : failures.untold(places.keySet())) {
      var place = places.get(failure.functionUid());
      if (place != null && written(failure, place)) {
        failures.told(failure.invocation());
      }
    }
  }

  private Map<String, StoragePath> places() {
    return catalogue.functions().stream()
        .map(catalogued -> catalogued.function())
        .filter(function -> function.spec().onFailure() != null)
        .collect(
            toMap(
                function -> function.uid(),
                function -> StoragePath.parse(String.valueOf(function.spec().onFailure())),
                (a, _) -> a));
  }

  private boolean written(Failures.Failure failure, StoragePath place) {
    var invocation = queries.invocation(failure.invocation());
    if (invocation.isEmpty()) {
      return false;
    }
    String key = place.key(invocation.get().function() + "/" + failure.invocation() + ".json");
    var record =
        new FailureRecord(
            invocation.get(), queries.attempts(failure.invocation()), failure.event());
    try {
      stores
          .named(namespace(invocation.get()), StoragePath.DEFAULT_STORE)
          .put(place.bucket(), key, "application/json", Json.write(record).getBytes(UTF_8));
      return true;
    } catch (StoreException e) {
      LOG.warnf(
          "failure record not written, is tried again id=%s bucket=%s key=%s cause=%s",
          failure.invocation(),
          place.bucket(),
          Quoted.of(key),
          Quoted.of(String.valueOf(e.getMessage())));
      return false;
    }
  }

  private static String namespace(InvocationView invocation) {
    return invocation.function().substring(0, invocation.function().indexOf('/'));
  }

  /** All that is known of a dead invocation. */
  record FailureRecord(InvocationView invocation, List<AttemptView> attempts, String event) {}
}
