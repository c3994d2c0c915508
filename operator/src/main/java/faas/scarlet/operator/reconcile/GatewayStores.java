package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.StoreResource;
import faas.scarlet.model.Json;
import faas.scarlet.model.storage.KnownStore;
import faas.scarlet.operator.store.StoreException;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells the gateway all stores, in one Secret, so that it needs no right on the Secrets of others.
 * Each kind of store is a key of its own, written by who looks after that kind.
 */
@ApplicationScoped
public class GatewayStores {
  private static final Logger LOG = Logger.getLogger(GatewayStores.class);

  private final KubernetesClient client;
  private final OpenStores stores;
  private final Map<String, StoresOfKind<?>> kinds = new ConcurrentHashMap<>();
  private final Optional<String> name;
  private final Optional<String> namespace;
  private volatile boolean leads;

  /** The Secret of this name is kept; in the operator's own namespace where none is given. */
  public GatewayStores(
      KubernetesClient client,
      OpenStores stores,
      @ConfigProperty(name = "scarlet.gateway.stores-secret") Optional<String> name,
      @ConfigProperty(name = "scarlet.gateway.namespace") Optional<String> namespace) {
    this.client = client;
    this.stores = stores;
    this.name = name;
    this.namespace = namespace;
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
    if (name.isEmpty() || source == null || !source.isRunning()) {
      return;
    }
    var known = new ArrayList<KnownStore>();
    source
        .list(any -> true)
        .sorted(Comparator.comparing(resource -> resource.id().toString()))
        .forEach(resource -> known(resource).ifPresent(known::add));
    String value =
        Base64.getEncoder().encodeToString(Json.write(known).getBytes(StandardCharsets.UTF_8));
    String key = kind + ".json";
    var secret = secret(name.get(), key, value);
    @Nullable Secret found = client.resource(secret).get();
    if (found == null || found.getData() == null || !value.equals(found.getData().get(key))) {
      client
          .resource(secret)
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.SERVER_SIDE_APPLY)
                  .withFieldManager("scarlet-operator-" + kind)
                  .withForce(true)
                  .build());
      LOG.infof(
          "event=stores-told secret=%s stores=%s",
          name.get(), known.stream().map(store -> store.id().toString()).toList());
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

  private Secret secret(String called, String key, String value) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(called)
        .withNamespace(namespace.orElseGet(client::getNamespace))
        .endMetadata()
        .withType("Opaque")
        .addToData(key, value)
        .build();
  }
}
