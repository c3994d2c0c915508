package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.function.Execution;
import faas.scarlet.model.function.Placement.PlacementTarget;
import faas.scarlet.operator.bake.BakeStep;
import faas.scarlet.operator.dependent.Blueprint;
import faas.scarlet.operator.dependent.NotOwnedException;
import faas.scarlet.operator.image.Prefetch;
import faas.scarlet.operator.knative.CacheVolume;
import faas.scarlet.operator.knative.Knative;
import faas.scarlet.operator.knative.KnativeFeatures;
import faas.scarlet.operator.reference.Resolved;
import faas.scarlet.operator.render.BakedImage;
import faas.scarlet.operator.status.ConditionType;
import faas.scarlet.operator.status.FunctionConditions;
import faas.scarlet.operator.status.KnativeState;
import faas.scarlet.operator.status.Reason;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.AggregatedOperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The cluster's part of a reconciliation: children are applied, and their state is told. */
@Singleton
public class ClusterStep {
  private final Knative knative;
  private final KnativeFeatures features;
  private final CacheVolume cache;
  private final BakeStep bake;
  private final Prefetch prefetch;

  /** On the cluster's Knative. */
  public ClusterStep(
      Knative knative,
      KnativeFeatures features,
      CacheVolume cache,
      BakeStep bake,
      Prefetch prefetch) {
    this.knative = knative;
    this.features = features;
    this.cache = cache;
    this.bake = bake;
    this.prefetch = prefetch;
  }

  /** Has a function looked at again when what was done beside its looks has come to an end. */
  EventSource<?, ScarFunction> watch() {
    return bake.watch();
  }

  /**
   * Applies the children.
   *
   * @param onLambda where on Lambda something of the function may be; the children remember it
   */
  void apply(
      Resolved resolved,
      Optional<String> onLambda,
      Context<ScarFunction> context,
      FunctionConditions conditions) {
    boolean hasInstances =
        resolved.function().spec().placement().target() != PlacementTarget.LAMBDA;
    var refusal =
        Optional.of(resolved.function().spec())
            .filter(any -> hasInstances)
            .flatMap(features::refusal);
    if (refusal.isPresent()) {
      conditions.failed(
          ConditionType.CLUSTER_READY, Reason.KNATIVE_FEATURE_DISABLED, refusal.get());
      return;
    }
    boolean isBaked =
        hasInstances && resolved.function().spec().execution().mode() == Execution.Mode.BAKE;
    var baked =
        isBaked
            ? bake.image(resolved, name -> hasSecret(name, resolved, context), conditions)
            : Optional.<BakedImage>empty();
    if (isBaked && baked.isEmpty()) {
      // What instances there are go on with their former image.
      return;
    }
    var choice = isBaked ? CacheVolume.NOT_NEEDED : cache.in(resolved.function().id().namespace());
    conditions.imageCache(choice.inWords());
    choice
        .claim()
        .filter(any -> hasInstances)
        .ifPresent(claim -> prefetch.look(resolved.function(), claim, conditions));
    boolean hasKnative = knative.isWanted() && knative.isInstalled();
    new Blueprint(resolved, baked, choice.claim(), hasKnative, onLambda).layOut(context);
    try {
      context.managedWorkflowAndDependentResourceContext().reconcileManagedWorkflow();
    } catch (AggregatedOperatorException e) {
      failed(e, conditions);
      return;
    }
    if (hasInstances) {
      report(hasKnative, context, conditions);
    }
  }

  private static boolean hasSecret(String name, Resolved resolved, Context<ScarFunction> context) {
    var namespace = resolved.function().id().namespace();
    return context.getClient().secrets().inNamespace(namespace).withName(name).get() != null;
  }

  private void report(
      boolean hasKnative, Context<ScarFunction> context, FunctionConditions conditions) {
    if (hasKnative) {
      context
          .getSecondaryResource(Service.class)
          .ifPresent(service -> KnativeState.report(service, conditions));
    } else if (knative.isWanted()) {
      conditions.failed(
          ConditionType.CLUSTER_READY,
          Reason.KNATIVE_NOT_INSTALLED,
          "the cluster has no Knative Serving; install it, then this goes on by itself");
    } else {
      conditions.ready(
          ConditionType.CLUSTER_READY,
          "no instances are made: the installation has switched Knative off (SCARLET_KNATIVE)");
    }
  }

  private static void failed(AggregatedOperatorException e, FunctionConditions conditions) {
    var first = e.getAggregatedExceptions().values().iterator().next();
    String message = message(first);
    var feature = KnativeFeatures.explanation(message);
    if (first instanceof NotOwnedException) {
      conditions.failed(ConditionType.CLUSTER_READY, Reason.NOT_OWNED, message);
    } else if (feature.isPresent()) {
      conditions.failed(
          ConditionType.CLUSTER_READY, Reason.KNATIVE_FEATURE_DISABLED, feature.get());
    } else {
      conditions.failed(ConditionType.CLUSTER_READY, Reason.APPLY_FAILED, message);
    }
  }

  /** What the API server said, without the request that it is said of. */
  private static String message(Exception e) {
    return e instanceof KubernetesClientException refused && refused.getStatus() != null
        ? String.valueOf(refused.getStatus().getMessage())
        : String.valueOf(e.getMessage());
  }
}
