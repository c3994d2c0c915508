package faas.scarlet.operator.dependent;

import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.operator.render.Names;
import faas.scarlet.operator.render.StoreSecret;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.List;

/** How the function reaches its stores: decided once in a reconciliation, for all its children. */
public record FunctionStores(List<StoreAccess> access) {
  /** What was decided in this reconciliation. */
  public static FunctionStores of(Context<ScarFunction> context) {
    return context
        .managedWorkflowAndDependentResourceContext()
        .getMandatory(FunctionStores.class, FunctionStores.class);
  }

  /** This is how, for all children that are applied from now on. */
  public void decide(Context<ScarFunction> context) {
    context.managedWorkflowAndDependentResourceContext().put(FunctionStores.class, this);
  }

  /** How it was when the children were last applied. */
  public static FunctionStores lastApplied(ScarFunction function, Context<ScarFunction> context) {
    String name = Names.stores(function.function().id());
    return new FunctionStores(
        context
            .getSecondaryResourcesAsStream(Secret.class)
            .filter(secret -> secret.getMetadata().getName().equals(name))
            .findFirst()
            .map(StoreSecret::read)
            .orElse(List.of()));
  }
}
