package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.ObjectStoreStatus;
import faas.scarlet.crd.StoreResource;
import faas.scarlet.model.storage.StoreId;
import faas.scarlet.model.storage.StoreSpec.SecretReference;
import faas.scarlet.operator.store.MinioStore;
import faas.scarlet.operator.store.OpenStore;
import faas.scarlet.operator.store.StoreException;
import faas.scarlet.operator.store.StoreException.Cause;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stores with the credentials of their Secrets. A store is opened once, and again when its spec or
 * its Secret has changed: of the Secret that is noticed at the next look at the store, whose status
 * tells it to who uses the store.
 */
@ApplicationScoped
public class OpenStores {
  private static final String ACCESS_KEY = "accessKey";
  private static final String SECRET_KEY = "secretKey";

  private final KubernetesClient client;
  private final Map<StoreId, Opened> opened = new ConcurrentHashMap<>();

  /** Which content of spec and Secret was opened. */
  private record Opened(String uid, Long generation, String credentialsVersion, OpenStore store) {
    boolean isOf(StoreResource resource) {
      return uid.equals(resource.getMetadata().getUid())
          && generation.equals(resource.getMetadata().getGeneration());
    }

    boolean isCurrent(@Nullable ObjectStoreStatus status) {
      return status == null
          || status.credentialsVersion() == null
          || credentialsVersion.equals(status.credentialsVersion());
    }
  }

  /** Reads Secrets with this client, by their names. */
  public OpenStores(KubernetesClient client) {
    this.client = client;
  }

  /** The store as it was at the last look at it. */
  OpenStore open(StoreResource resource) throws StoreException {
    var known = opened.get(resource.id());
    return known != null && known.isOf(resource) && known.isCurrent(resource.getStatus())
        ? known.store()
        : look(resource).store();
  }

  /** The store as it is now, and what tells this content of its Secret from another. */
  Look look(StoreResource resource) throws StoreException {
    var secret = secret(resource);
    String version = secret.getMetadata().getResourceVersion();
    var known = opened.get(resource.id());
    if (known == null || !known.isOf(resource) || !known.credentialsVersion().equals(version)) {
      var metadata = resource.getMetadata();
      known =
          new Opened(metadata.getUid(), metadata.getGeneration(), version, open(resource, secret));
      opened.put(resource.id(), known);
    }
    return new Look(known.store(), version);
  }

  /** What a look at a store has found. */
  record Look(OpenStore store, String credentialsVersion) {}

  /** The store is there no more. */
  void forget(StoreResource resource) {
    opened.remove(resource.id());
  }

  private static OpenStore open(StoreResource resource, Secret secret) throws StoreException {
    var spec = resource.getSpec();
    return MinioStore.open(
        spec,
        spec.access(
            resource.getMetadata().getName(),
            value(resource, secret, ACCESS_KEY),
            value(resource, secret, SECRET_KEY)));
  }

  private Secret secret(StoreResource resource) throws StoreException {
    SecretReference reference = resource.getSpec().credentialsSecret();
    String namespace =
        Objects.requireNonNullElse(
            resource.getMetadata().getNamespace(),
            Objects.requireNonNullElse(reference.namespace(), ""));
    @Nullable Secret secret =
        client.secrets().inNamespace(namespace).withName(reference.name()).get();
    if (secret == null) {
      throw new StoreException(
          Cause.NOT_FOUND,
          "%s: no Secret %s in namespace %s; make it, with the keys %s and %s"
              .formatted(called(resource), reference.name(), namespace, ACCESS_KEY, SECRET_KEY));
    }
    return secret;
  }

  private static String value(StoreResource resource, Secret secret, String key)
      throws StoreException {
    var data = secret.getData();
    if (data == null || !data.containsKey(key)) {
      throw new StoreException(
          Cause.NOT_FOUND,
          "%s: expected the keys %s and %s in Secret %s, found %s; add what is missing"
              .formatted(
                  called(resource),
                  ACCESS_KEY,
                  SECRET_KEY,
                  secret.getMetadata().getName(),
                  data == null ? "none" : data.keySet()));
    }
    return new String(Base64.getDecoder().decode(data.get(key)), StandardCharsets.UTF_8).strip();
  }

  private static String called(StoreResource resource) {
    return resource.getKind() + " " + resource.getMetadata().getName();
  }
}
