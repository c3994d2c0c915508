package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.ScarFunction;
import faas.scarlet.operator.image.ImageDigests;
import faas.scarlet.operator.reference.MissingReferenceException;
import faas.scarlet.operator.reference.References;
import faas.scarlet.operator.reference.Resolved;
import faas.scarlet.operator.status.ConditionType;
import faas.scarlet.operator.status.FunctionConditions;
import faas.scarlet.operator.status.Reason;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Finds what a spec only names: scripts, values, logins, and what the image's tag stands for. */
@Singleton
public class ReferenceStep {
  private final ImageDigests digests;

  /** Digests come from registries. */
  public ReferenceStep(ImageDigests digests) {
    this.digests = digests;
  }

  /** The function with all that it names; empty where something is missing, which is then said. */
  Optional<Resolved> resolve(
      ScarFunction function, KubernetesClient client, FunctionConditions conditions) {
    try {
      return Optional.of(pinned(References.resolve(function.function(), client), conditions));
    } catch (MissingReferenceException e) {
      conditions.failed(ConditionType.SPEC_VALID, reason(e.kind()), e.getMessage());
      return Optional.empty();
    }
  }

  /** All instances run the same image until the spec changes, whatever becomes of its tag. */
  private Resolved pinned(Resolved resolved, FunctionConditions conditions) {
    String image = resolved.function().spec().image();
    conditions
        .imageDigest()
        .or(() -> digests.digest(image, resolved.logins()))
        .ifPresent(conditions::imageDigest);
    return conditions
        .imageDigest()
        .filter(digest -> !image.contains("@"))
        .map(digest -> resolved.withImage(image + "@" + digest))
        .orElse(resolved);
  }

  private static Reason reason(MissingReferenceException.Kind kind) {
    return switch (kind) {
      case SCRIPT -> Reason.SCRIPT_NOT_FOUND;
      case VALUE -> Reason.VALUE_NOT_FOUND;
      case LOGIN -> Reason.PULL_SECRET_NOT_FOUND;
    };
  }
}
