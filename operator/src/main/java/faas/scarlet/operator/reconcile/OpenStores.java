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
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stores with what their Secrets say. A store is opened once, and again when its spec or a Secret
 * of its has changed: of the Secret that is noticed at the next look at the store, whose status
 * tells it to who uses the store.
 */
@ApplicationScoped
public class OpenStores {
  private static final String ACCESS_KEY = "accessKey";
  private static final String SECRET_KEY = "secretKey";
  private static final String CA = "ca.crt";

  private final KubernetesClient client;
  private final DefaultStore defaultStore;
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
  public OpenStores(KubernetesClient client, DefaultStore defaultStore) {
    this.client = client;
    this.defaultStore = defaultStore;
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
    var credentials =
        secret(resource, resource.getSpec().credentialsSecret(), ACCESS_KEY, SECRET_KEY);
    var authorities = authorities(resource);
    String version =
        Stream.concat(Stream.of(credentials), authorities.stream())
            .map(secret -> secret.getMetadata().getResourceVersion())
            .collect(Collectors.joining("-"));
    var known = opened.get(resource.id());
    if (known == null || !known.isOf(resource) || !known.credentialsVersion().equals(version)) {
      var metadata = resource.getMetadata();
      known =
          new Opened(
              metadata.getUid(),
              metadata.getGeneration(),
              version,
              open(resource, credentials, authorities));
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

  private OpenStore open(StoreResource resource, Secret credentials, Optional<Secret> authorities)
      throws StoreException {
    var spec = resource.getSpec();
    var access =
        spec.access(
            defaultStore.called(resource).orElseThrow(() -> notOurs(resource)),
            value(resource, credentials, ACCESS_KEY),
            value(resource, credentials, SECRET_KEY));
    if (authorities.isEmpty()) {
      return MinioStore.open(spec, access);
    }
    try {
      return MinioStore.open(spec, access.signedBy(value(resource, authorities.get(), CA)));
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          Cause.NOT_FOUND,
          "%s: key %s of Secret %s: %s"
              .formatted(
                  called(resource), CA, authorities.get().getMetadata().getName(), e.getMessage()));
    }
  }

  private Optional<Secret> authorities(StoreResource resource) throws StoreException {
    var tls = resource.getSpec().tls();
    return tls == null ? Optional.empty() : Optional.of(secret(resource, tls.caSecret(), CA));
  }

  private Secret secret(StoreResource resource, SecretReference reference, String... keys)
      throws StoreException {
    String namespace =
        Objects.requireNonNullElse(
            resource.getMetadata().getNamespace(),
            Objects.requireNonNullElse(reference.namespace(), ""));
    @Nullable Secret secret = read(resource, namespace, reference.name());
    if (secret == null) {
      throw new StoreException(
          Cause.NOT_FOUND,
          "%s: no Secret %s in namespace %s; make it, with %s %s"
              .formatted(
                  called(resource),
                  reference.name(),
                  namespace,
                  keys.length == 1 ? "the key" : "the keys",
                  String.join(" and ", keys)));
    }
    return secret;
  }

  private @Nullable Secret read(StoreResource resource, String namespace, String name)
      throws StoreException {
    try {
      return client.secrets().inNamespace(namespace).withName(name).get();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        throw notOurs(resource);
      }
      throw e;
    }
  }

  private static StoreException notOurs(StoreResource resource) {
    return new StoreException(
        Cause.NOT_OURS,
        "%s: it is another installation's, or a role that lets the operator get its Secrets is missing"
            .formatted(called(resource)));
  }

  private static String value(StoreResource resource, Secret secret, String key)
      throws StoreException {
    var data = secret.getData();
    if (data == null || !data.containsKey(key)) {
      throw new StoreException(
          Cause.NOT_FOUND,
          "%s: expected the key %s in Secret %s, found %s; add it"
              .formatted(
                  called(resource),
                  key,
                  secret.getMetadata().getName(),
                  data == null ? "none" : data.keySet()));
    }
    return new String(Base64.getDecoder().decode(data.get(key)), StandardCharsets.UTF_8).strip();
  }

  private static String called(StoreResource resource) {
    return resource.getKind() + " " + resource.getMetadata().getName();
  }
}
