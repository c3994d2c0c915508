package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.FunctionStatus;
import faas.scarlet.crd.ScarFunction;
import faas.scarlet.operator.dependent.ConfigDependent;
import faas.scarlet.operator.dependent.KnativeInstalled;
import faas.scarlet.operator.dependent.KnativeServiceDependent;
import faas.scarlet.operator.dependent.NeedsInstances;
import faas.scarlet.operator.dependent.NetworkDependent;
import faas.scarlet.operator.dependent.StoreSecretDependent;
import faas.scarlet.operator.event.FunctionEvents;
import faas.scarlet.operator.lambda.LambdaStep;
import faas.scarlet.operator.reference.References;
import faas.scarlet.operator.status.ConditionType;
import faas.scarlet.operator.status.FunctionConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Makes of each ScarFunction what it says, and tells in its status how far that is. */
@ControllerConfiguration(
    name = "scarfunction",
    fieldManager = "scarlet-operator",
    // What the store has lost, no event tells; so every function is looked at now and then.
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
// An accident is tried again until it is cured; what is expected to fail is a condition.
@GradualRetry(maxAttempts = -1, initialInterval = 1_000, maxInterval = 60_000)
@Workflow(
    explicitInvocation = true,
    dependents = {
      @Dependent(name = "config", type = ConfigDependent.class),
      @Dependent(name = "stores", type = StoreSecretDependent.class),
      @Dependent(name = "network", type = NetworkDependent.class),
      @Dependent(
          name = "service",
          type = KnativeServiceDependent.class,
          dependsOn = {"config", "stores", "network"},
          activationCondition = KnativeInstalled.class,
          reconcilePrecondition = NeedsInstances.class)
    })
public class ScarFunctionReconciler implements Reconciler<ScarFunction>, Cleaner<ScarFunction> {
  private static final Logger LOG = Logger.getLogger(ScarFunctionReconciler.class);

  /** When to try again what another system refused. */
  private static final Duration RETRY = Duration.ofSeconds(10);

  /** How soon a change of what a manifest refers to is noticed: nobody's Secrets are watched. */
  private static final Duration REFERENCES = Duration.ofSeconds(15);

  private final ReferenceStep references;
  private final StorageSteps storage;
  private final ClusterStep cluster;
  private final LambdaStep lambda;
  private final FunctionEvents events;
  private final ReadyGauges gauges;
  private final Turns turns;
  private final Shutdown shutdown;
  private final Clock clock;

  /** Times in the status come from this clock. */
  public ScarFunctionReconciler(
      ReferenceStep references,
      StorageSteps storage,
      ClusterStep cluster,
      LambdaStep lambda,
      FunctionEvents events,
      ReadyGauges gauges,
      Turns turns,
      Shutdown shutdown,
      Clock clock) {
    this.references = references;
    this.storage = storage;
    this.cluster = cluster;
    this.lambda = lambda;
    this.events = events;
    this.gauges = gauges;
    this.turns = turns;
    this.shutdown = shutdown;
    this.clock = clock;
  }

  @Override
  public UpdateControl<ScarFunction> reconcile(
      ScarFunction function, Context<ScarFunction> context) {
    if (!isAtRest(function)) {
      return look(function, context);
    }
    var turn = turns.take();
    if (turn.isEmpty()) {
      return UpdateControl.<ScarFunction>noUpdate().rescheduleAfter(turns.again());
    }
    try (var _ = turn.get()) {
      return look(function, context);
    }
  }

  private static boolean isAtRest(ScarFunction function) {
    return function.getStatus() != null
        && function.getStatus().conditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals(ConditionType.READY)
                        && condition.getStatus().equals("True")
                        && Objects.equals(
                            condition.getObservedGeneration(),
                            function.getMetadata().getGeneration()));
  }

  private UpdateControl<ScarFunction> look(ScarFunction function, Context<ScarFunction> context) {
    var conditions = new FunctionConditions(function, clock);
    if (SpecCheck.isValid(function, conditions)) {
      references
          .resolve(function, context.getClient(), conditions)
          .filter(any -> storage.forget(ConfigDependent.lastApplied(context), function, conditions))
          .filter(any -> storage.decide(function, context, conditions))
          .filter(any -> !shutdown.hasBegun())
          .ifPresent(
              resolved -> {
                var places = lambda.leave(function, ConfigDependent.onLambda(context), conditions);
                cluster.apply(resolved, places, context, conditions);
                lambda.deploy(resolved.function(), ConfigDependent.onLambda(context), conditions);
                storage.prepare(function, context, conditions);
              });
    }
    return nextLook(function, conditions, write(function, conditions.status()));
  }

  private static UpdateControl<ScarFunction> nextLook(
      ScarFunction function, FunctionConditions conditions, UpdateControl<ScarFunction> update) {
    if (conditions.isWorthAnotherTry()) {
      return update.rescheduleAfter(RETRY);
    }
    return References.areIn(function.getSpec()) ? update.rescheduleAfter(REFERENCES) : update;
  }

  @Override
  public List<EventSource<?, ScarFunction>> prepareEventSources(
      EventSourceContext<ScarFunction> context) {
    return Stream.concat(
            storage.watch(context).stream(), Stream.of(cluster.watch(), lambda.watch()))
        .toList();
  }

  /** Only what is outside of Kubernetes: the API server's garbage collection does the rest. */
  @Override
  public DeleteControl cleanup(ScarFunction function, Context<ScarFunction> context) {
    var conditions = new FunctionConditions(function, clock);
    boolean isReleased =
        storage.release(ConfigDependent.lastApplied(context), function, conditions);
    boolean isOffLambda = lambda.release(function, ConfigDependent.onLambda(context), conditions);
    if (shutdown.hasBegun()) {
      return DeleteControl.noFinalizerRemoval();
    }
    if (isReleased && isOffLambda) {
      gauges.remove(function.function().id());
      return DeleteControl.defaultDelete();
    }
    var status = conditions.status();
    if (!status.equals(function.getStatus())) {
      events.tell(function, status);
      context.getClient().resource(withStatus(function, status)).patchStatus();
    }
    return DeleteControl.noFinalizerRemoval().rescheduleAfter(RETRY.toMillis());
  }

  private UpdateControl<ScarFunction> write(ScarFunction function, FunctionStatus status) {
    if (shutdown.hasBegun()) {
      return UpdateControl.noUpdate();
    }
    var ready = status.conditions().getFirst();
    gauges.set(function.function().id(), ready.getStatus());
    if (status.equals(function.getStatus())) {
      return UpdateControl.noUpdate();
    }
    log(function, ready);
    events.tell(function, status);
    return UpdateControl.patchStatus(withStatus(function, status));
  }

  /** One line when the whole has another state or reason, none for what its parts go through. */
  private static void log(ScarFunction function, Condition ready) {
    boolean isNews =
        function.getStatus() == null
            || function.getStatus().conditions().stream()
                .noneMatch(
                    former ->
                        former.getType().equals(ready.getType())
                            && former.getStatus().equals(ready.getStatus())
                            && former.getReason().equals(ready.getReason()));
    if (isNews) {
      LOG.infof(
          "event=status function=%s generation=%d ready=%s reason=%s message=\"%s\"",
          function.function().id(),
          ready.getObservedGeneration(),
          ready.getStatus(),
          ready.getReason(),
          ready.getMessage());
    }
  }

  /** Nothing but the status, because what is applied is owned. */
  private static ScarFunction withStatus(ScarFunction function, FunctionStatus status) {
    var resource = new ScarFunction();
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withName(function.getMetadata().getName())
            .withNamespace(function.getMetadata().getNamespace())
            .build());
    resource.setStatus(status);
    return resource;
  }
}
