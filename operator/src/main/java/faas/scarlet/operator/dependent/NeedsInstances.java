package faas.scarlet.operator.dependent;

import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.function.Placement.PlacementTarget;
import io.fabric8.knative.serving.v1.Service;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import io.javaoperatorsdk.operator.processing.dependent.workflow.Condition;

/** A function that runs on Lambda only has no instances here; those of before go. */
public class NeedsInstances implements Condition<Service, ScarFunction> {
  @Override
  public boolean isMet(
      DependentResource<Service, ScarFunction> dependent,
      ScarFunction function,
      Context<ScarFunction> context) {
    return function.getSpec().placement().target() != PlacementTarget.LAMBDA;
  }
}
