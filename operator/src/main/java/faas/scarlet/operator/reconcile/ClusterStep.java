package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.ScarFunction;
import faas.scarlet.operator.dependent.KnativeInstalled;
import faas.scarlet.operator.dependent.NotOwnedException;
import faas.scarlet.operator.status.ConditionType;
import faas.scarlet.operator.status.FunctionConditions;
import faas.scarlet.operator.status.KnativeState;
import faas.scarlet.operator.status.Reason;
import io.fabric8.knative.serving.v1.Service;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.workflow.WorkflowReconcileResult;

/** The cluster's part of a reconciliation: children are applied, and their state is told. */
final class ClusterStep {
  private ClusterStep() {}

  static void apply(Context<ScarFunction> context, FunctionConditions conditions) {
    var result = context.managedWorkflowAndDependentResourceContext().reconcileManagedWorkflow();
    if (result.erroredDependentsExist()) {
      failed(result, conditions);
      return;
    }
    if (!KnativeInstalled.isMet(context)) {
      conditions.failed(
          ConditionType.CLUSTER_READY,
          Reason.KNATIVE_NOT_INSTALLED,
          "the cluster has no Knative Serving; install it, then this goes on by itself");
      return;
    }
    context
        .getSecondaryResource(Service.class)
        .ifPresent(service -> KnativeState.report(service, conditions));
  }

  private static void failed(WorkflowReconcileResult result, FunctionConditions conditions) {
    var error = result.getErroredDependents().values().iterator().next();
    var reason = error instanceof NotOwnedException ? Reason.NOT_OWNED : Reason.APPLY_FAILED;
    conditions.failed(ConditionType.CLUSTER_READY, reason, String.valueOf(error.getMessage()));
  }
}
