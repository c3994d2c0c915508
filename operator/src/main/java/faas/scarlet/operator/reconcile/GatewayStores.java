package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.StoreResource;
import faas.scarlet.model.Json;
import faas.scarlet.model.storage.KnownStore;
import faas.scarlet.operator.gateway.GatewaySecret;
import faas.scarlet.operator.store.StoreException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
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
  private final Shutdown shutdown;
  private final Map<String, StoresOfKind<?>> kinds = new ConcurrentHashMap<>();
  private volatile boolean leads;

  /** Told in this Secret. */
  public GatewayStores(GatewaySecret secret, OpenStores stores, Shutdown shutdown) {
    this.secret = secret;
    this.stores = stores;
    this.shutdown = shutdown;
  }

  /** From now on all stores of a kind are those of this source. */
  void keep(String kind, StoresOfKind<?> source) {
    kinds.put(kind, source);
  }

  /** Those who lead write; before that, and in all others, nothing is written. */
  public void lead() {
    leads = true;
    kinds.keySet().forEach(this::changed);
  }

  /** Where no other operator may be, this one leads as soon as it has started. */
  void onStart(
      // after the operator SDK's own
      @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start,
      @ConfigProperty(name = "scarlet.lease.namespace") Optional<String> lease) {
    if (lease.isEmpty()) {
      lead();
    }
  }

  /** Something about the stores of this kind may be otherwise; returns at once. */
  void changed(String kind) {
    if (leads) {
      Thread.ofVirtual()
          .name("stores")
          .start(
              () -> {
                try {
                  tell(kind);
                } catch (KubernetesClientException e) {
                  LOG.errorf(
                      "event=stores-not-told kind=%s cause=\"%s\" remedy=\"tried again at the next look at a store\"",
                      kind, e.getMessage());
                }
              });
    }
  }

  /**
   * Writes the list anew where it has changed. Stores that nobody could use are left out.
   *
   * @param kind key of the Secret, and who owns it
   */
  synchronized void tell(String kind) {
    var source = kinds.get(kind);
    // before all are known, a list would lack some
    if (!secret.isKept() || source == null || !source.isRunning()) {
      return;
    }
    var known = new ArrayList<KnownStore>();
    source
        .list(any -> true)
        .sorted(Comparator.comparing(resource -> resource.id().toString()))
        .forEach(resource -> known(resource).ifPresent(known::add));
    if (shutdown.hasBegun()) {
      return;
    }
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
