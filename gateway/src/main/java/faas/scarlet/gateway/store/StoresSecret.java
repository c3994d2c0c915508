package faas.scarlet.gateway.store;

import faas.scarlet.aws.KnownAccount;
import faas.scarlet.model.Json;
import faas.scarlet.model.storage.KnownStore;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The object stores of a cluster, from the one Secret in which the operator lists them; a change
 * counts at once.
 */
final class StoresSecret implements StoresSource {
  private static final Logger LOG = Logger.getLogger(StoresSecret.class);

  private final KnownStores stores;
  private final SharedIndexInformer<Secret> informer;

  private StoresSecret(KnownStores stores, SharedIndexInformer<Secret> informer) {
    this.stores = stores;
    this.informer = informer;
  }

  /**
   * Returns when the Secret has been read, or is known to be absent.
   *
   * @param namespace of the Secret; absent: the gateway's own
   */
  static StoresSecret watch(KubernetesClient kubernetes, Optional<String> namespace, String name) {
    var stores = new KnownStores();
    var informer =
        kubernetes
            .secrets()
            .inNamespace(namespace.orElseGet(kubernetes::getNamespace))
            .withName(name)
            .inform(new Changes(stores));
    if (informer.getStore().list().isEmpty()) {
      LOG.warnf(
          "no object store known yet secret=%s remedy=\"see that the operator runs, and that there"
              + " is an ObjectStore or ClusterObjectStore\"",
          name);
    }
    return new StoresSecret(stores, informer);
  }

  @Override
  public KnownStores stores() {
    return stores;
  }

  @Override
  public void close() {
    informer.close();
    stores.close();
  }

  /** All keys together: each kind of store has one; the accounts on AWS are another's to read. */
  static List<KnownStore> read(@Nullable Map<String, String> data) throws IOException {
    var known = new ArrayList<KnownStore>();
    if (data != null) {
      for (var entry : data.entrySet()) {
        if (!entry.getKey().equals(KnownAccount.LIST)) {
          byte[] list = Base64.getDecoder().decode(entry.getValue());
          known.addAll(List.of(Json.MAPPER.readValue(list, KnownStore[].class)));
        }
      }
    }
    return known;
  }

  private record Changes(KnownStores stores) implements ResourceEventHandler<Secret> {
    @Override
    public void onAdd(Secret secret) {
      onUpdate(secret, secret);
    }

    @Override
    public void onUpdate(Secret before, Secret after) {
      try {
        stores.replace(read(after.getData()));
        LOG.infof(
            "object stores known stores=%s", stores.all().stream().map(ObjectStore::id).toList());
      } catch (IOException e) {
        // The parser's message would show a part of it, and with it perhaps a secret.
        LOG.warnf(
            "list of object stores not understood, the former one goes on secret=%s found=%s",
            after.getMetadata().getName(), e.getClass().getSimpleName());
      }
    }

    /** Somebody's mistake, which the operator repairs: until then the stores go on. */
    @Override
    public void onDelete(Secret secret, boolean unknown) {
      LOG.warnf(
          "list of object stores deleted, they go on secret=%s", secret.getMetadata().getName());
    }
  }
}
