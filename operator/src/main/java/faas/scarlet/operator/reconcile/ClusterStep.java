package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.ScarFunction;
import faas.scarlet.operator.dependent.KnativeInstalled;
import faas.scarlet.operator.dependent.NotOwnedException;
import faas.scarlet.operator.status.ConditionType;
import faas.scarlet.operator.status.FunctionConditions;
import faas.scarlet.operator.status.KnativeState;
import faas.scarlet.operator.status.Reason;
import io.fabric8.knative.serving.v1.Service;
import io.javaoperatorsdk.operator.AggregatedOperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;

/** The cluster's part of a reconciliation: children are applied, and their state is told. */
final class ClusterStep {
  private ClusterStep() {}

  static void apply(Context<ScarFunction> context, FunctionConditions conditions) {
    try {
      context.managedWorkflowAndDependentResourceContext().reconcileManagedWorkflow();
    } catch (AggregatedOperatorException e) {
      failed(e, conditions);
      return;
    }
    if (KnativeInstalled.isMet(context)) {
      context
          .getSecondaryResource(Service.class)
          .ifPresent(service -> KnativeState.report(service, conditions));
    } else {
      conditions.failed(
          ConditionType.CLUSTER_READY,
          Reason.KNATIVE_NOT_INSTALLED,
          "the cluster has no Knative Serving; install it, then this goes on by itself");
    }
  }

  private static void failed(AggregatedOperatorException e, FunctionConditions conditions) {
    var first = e.getAggregatedExceptions().values().iterator().next();
    var reason = first instanceof NotOwnedException ? Reason.NOT_OWNED : Reason.APPLY_FAILED;
    conditions.failed(ConditionType.CLUSTER_READY, reason, String.valueOf(first.getMessage()));
  }
}
