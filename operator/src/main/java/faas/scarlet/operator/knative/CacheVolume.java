package faas.scarlet.operator.knative;

import faas.scarlet.operator.render.ClusterSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Where unpacked images are kept: in a volume for all instances, where that can be had. */
@Singleton
public class CacheVolume {
  /** For functions whose images are unpacked by nobody. */
  public static final Choice NOT_NEEDED = new Choice(Optional.empty(), "none: the image is baked");

  private final KubernetesClient client;
  private final KnativeFeatures features;
  private final ClusterSettings settings;

  /** The installation's choice, as far as the cluster lets it. */
  public CacheVolume(KubernetesClient client, KnativeFeatures features, ClusterSettings settings) {
    this.client = client;
    this.features = features;
    this.settings = settings;
  }

  /**
   * The choice for functions of a namespace.
   *
   * @param claim volume claim to mount; none: each instance unpacks into its own scratch
   * @param inWords for the status: which it is, and why it is not the volume that was asked for
   */
  public record Choice(Optional<String> claim, String inWords) {}

  /** Looks at flags and namespace now. */
  public Choice in(String namespace) {
    if (settings.cacheClaim().isEmpty()) {
      return new Choice(Optional.empty(), "instance");
    }
    String claim = settings.cacheClaim().get();
    if (!features.letsPodsWriteClaims()) {
      return new Choice(
          Optional.empty(),
          "instance: Knative does not let pods write to volume claims (kubernetes.podspec-persistent-volume-claim, kubernetes.podspec-persistent-volume-write)");
    }
    if (!exists(namespace, claim)) {
      return new Choice(
          Optional.empty(), "instance: namespace %s has no claim %s".formatted(namespace, claim));
    }
    return new Choice(Optional.of(claim), "claim " + claim);
  }

  private boolean exists(String namespace, String claim) {
    try {
      return client.persistentVolumeClaims().inNamespace(namespace).withName(claim).get() != null;
    } catch (KubernetesClientException e) {
      return false;
    }
  }
}
