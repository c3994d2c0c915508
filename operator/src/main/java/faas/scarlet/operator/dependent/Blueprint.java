package faas.scarlet.operator.dependent;

import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.function.Function;
import faas.scarlet.operator.reference.Resolved;
import faas.scarlet.operator.render.BakedImage;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Optional;

/**
 * What the children of a function are made of, while it is reconciled.
 *
 * @param resolved the function with all that it refers to
 * @param baked what instances start from, where that is not the supervisor's own image
 * @param cacheClaim volume claim that holds unpacked images
 * @param hasKnative whether instances can be had
 * @param onLambda where on Lambda something of it is, or may be; to be remembered
 */
public record Blueprint(
    Resolved resolved,
    Optional<BakedImage> baked,
    Optional<String> cacheClaim,
    boolean hasKnative,
    Optional<String> onLambda) {
  private static final Object KEY = Blueprint.class;

  /** The children that are applied from now on are made of this. */
  public void layOut(Context<ScarFunction> context) {
    context.managedWorkflowAndDependentResourceContext().put(KEY, this);
  }

  static Blueprint of(Context<ScarFunction> context) {
    return context.managedWorkflowAndDependentResourceContext().getMandatory(KEY, Blueprint.class);
  }

  Function function() {
    return resolved.function();
  }
}
