package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.FunctionStatus;
import faas.scarlet.crd.ScarFunction;
import faas.scarlet.operator.dependent.ConfigDependent;
import faas.scarlet.operator.dependent.KnativeInstalled;
import faas.scarlet.operator.dependent.KnativeServiceDependent;
import faas.scarlet.operator.dependent.StoreSecretDependent;
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
import java.util.concurrent.TimeUnit;
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
      @Dependent(
          name = "service",
          type = KnativeServiceDependent.class,
          dependsOn = {"config", "stores"},
          activationCondition = KnativeInstalled.class)
    })
public class ScarFunctionReconciler implements Reconciler<ScarFunction>, Cleaner<ScarFunction> {
  private static final Logger LOG = Logger.getLogger(ScarFunctionReconciler.class);

  /** When to try again what another system refused. */
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final StorageSteps storage;
  private final Clock clock;

  /** Times in the status come from this clock. */
  public ScarFunctionReconciler(StorageSteps storage, Clock clock) {
    this.storage = storage;
    this.clock = clock;
  }

  @Override
  public UpdateControl<ScarFunction> reconcile(
      ScarFunction function, Context<ScarFunction> context) {
    var conditions = new FunctionConditions(function, clock);
    if (SpecCheck.isValid(function, conditions)
        && storage.forget(ConfigDependent.lastApplied(context), function, conditions)
        && storage.decide(function, context, conditions)) {
      ClusterStep.apply(context, conditions);
      storage.prepare(function, context, conditions);
    }
    var update = write(function, conditions.status());
    return conditions.isWorthAnotherTry() ? update.rescheduleAfter(RETRY) : update;
  }

  @Override
  public List<EventSource<?, ScarFunction>> prepareEventSources(
      EventSourceContext<ScarFunction> context) {
    return storage.watch(context);
  }

  /** Only what is outside of Kubernetes: the API server's garbage collection does the rest. */
  @Override
  public DeleteControl cleanup(ScarFunction function, Context<ScarFunction> context) {
    var conditions = new FunctionConditions(function, clock);
    if (storage.release(ConfigDependent.lastApplied(context), function, conditions)) {
      return DeleteControl.defaultDelete();
    }
    var status = conditions.status();
    if (!status.equals(function.getStatus())) {
      context.getClient().resource(withStatus(function, status)).patchStatus();
    }
    return DeleteControl.noFinalizerRemoval().rescheduleAfter(RETRY.toMillis());
  }

  private static UpdateControl<ScarFunction> write(ScarFunction function, FunctionStatus status) {
    if (status.equals(function.getStatus())) {
      return UpdateControl.noUpdate();
    }
    log(function, status.conditions().getFirst());
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
