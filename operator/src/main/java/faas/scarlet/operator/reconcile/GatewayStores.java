package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.StoreResource;
import faas.scarlet.model.Json;
import faas.scarlet.model.storage.KnownStore;
import faas.scarlet.operator.gateway.GatewaySecret;
import faas.scarlet.operator.store.StoreException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Tells the gateway all stores, in one Secret, so that it needs no right on the Secrets of others.
 * Each kind of store is a key of its own, written by who looks after that kind.
 */
@ApplicationScoped
public class GatewayStores {
  private static final Logger LOG = Logger.getLogger(GatewayStores.class);

  private final GatewaySecret secret;
  private final OpenStores stores;

  /** Told in this Secret. */
  public GatewayStores(GatewaySecret secret, OpenStores stores) {
    this.secret = secret;
    this.stores = stores;
  }

  /**
   * Writes the list anew where it has changed. Stores that nobody could use are left out.
   *
   * @param kind key of the Secret, and who owns it
   * @param resources all stores of that kind
   */
  synchronized void tell(String kind, Stream<? extends StoreResource> resources) {
    if (!secret.isKept()) {
      return;
    }
    var known = new ArrayList<KnownStore>();
    resources
        .sorted(Comparator.comparing(resource -> resource.id().toString()))
        .forEach(resource -> known(resource).ifPresent(known::add));
    String key = kind + ".json";
    String value = Json.write(known);
    if (secret.read(key).filter(value::equals).isEmpty()) {
      secret.write(key, value);
      LOG.infof(
          "event=stores-told kind=%s stores=%s",
          kind, known.stream().map(store -> store.id().toString()).toList());
    }
  }

  private Optional<KnownStore> known(StoreResource resource) {
    try {
      return Optional.of(
          new KnownStore(
              resource.getMetadata().getNamespace(),
              stores.open(resource).access(),
              resource.getSpec().sweep().pause().toSeconds()));
    } catch (StoreException e) {
      // its own status says what is wrong with it
      return Optional.empty();
    }
  }
}
