package faas.scarlet.operator.dependent;

import faas.scarlet.crd.ScarFunction;
import faas.scarlet.operator.render.StoreSecret;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import jakarta.inject.Singleton;

/** How the function's supervisor reaches the object stores. */
@Singleton
@KubernetesDependent(
    useSSA = BooleanWithUndefined.TRUE,
    informer = @Informer(labelSelector = Selector.CHILDREN))
public class StoreSecretDependent extends Child<Secret> {
  /** For the operator SDK. */
  public StoreSecretDependent() {
    super(Secret.class);
  }

  @Override
  protected Secret desired(ScarFunction function, Context<ScarFunction> context) {
    return StoreSecret.render(function.function(), FunctionStores.of(context).access());
  }
}
