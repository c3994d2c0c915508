package faas.scarlet.operator.dependent;

import faas.scarlet.crd.ScarFunction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.Matcher;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import java.net.HttpURLConnection;

/** An object that belongs to a function. One of the same name that is somebody else's is left. */
abstract class Child<R extends HasMetadata>
    extends CRUDKubernetesDependentResource<R, ScarFunction> {
  Child(Class<R> type) {
    super(type);
  }

  /** Applied on condition that it is not there, so that nothing is ever taken over. */
  @Override
  public R create(R desired, ScarFunction function, Context<ScarFunction> context) {
    try {
      return super.create(desired, function, context);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT && isForeign(desired, function, context)) {
        throw new NotOwnedException(desired.getKind(), desired.getMetadata().getName());
      }
      throw e;
    }
  }

  /**
   * Servers fill in defaults within lists that the operator owns (Knative does), which a comparison
   * of owned fields would undo at every look.
   */
  @Override
  public Matcher.Result<R> match(
      R actual, R desired, ScarFunction function, Context<ScarFunction> context) {
    return Matcher.Result.computed(Desired.isContained(desired, actual), desired);
  }

  private boolean isForeign(R desired, ScarFunction function, Context<ScarFunction> context) {
    var found = context.getClient().resource(desired).get();
    return found != null
        && found.getMetadata().getOwnerReferences().stream()
            .noneMatch(owner -> owner.getUid().equals(function.getMetadata().getUid()));
  }
}
