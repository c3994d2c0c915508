package faas.scarlet.operator.dependent;

import faas.scarlet.crd.ScarFunction;
import io.fabric8.knative.serving.v1.Service;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import io.javaoperatorsdk.operator.processing.dependent.workflow.Condition;

/** Without Knative its services are not even watched. */
public class KnativeInstalled implements Condition<Service, ScarFunction> {
  @Override
  public boolean isMet(
      DependentResource<Service, ScarFunction> dependent,
      ScarFunction function,
      Context<ScarFunction> context) {
    return Blueprint.of(context).hasKnative();
  }
}
