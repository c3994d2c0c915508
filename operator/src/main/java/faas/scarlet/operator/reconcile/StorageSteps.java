package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.function.Function;
import faas.scarlet.operator.status.ConditionType;
import faas.scarlet.operator.status.FunctionConditions;
import faas.scarlet.operator.status.Reason;
import faas.scarlet.operator.store.FunctionStorage;
import faas.scarlet.operator.store.StoreException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The store's part of a reconciliation: what was done becomes a condition, and true or false. */
@ApplicationScoped
public class StorageSteps {
  private final FunctionStorage storage;

  /** On the cluster's store. */
  public StorageSteps(FunctionStorage storage) {
    this.storage = storage;
  }

  /**
   * Inputs that the spec has no more tell nothing any longer. Done before the children are applied,
   * because afterwards nobody remembers those inputs.
   */
  boolean forget(
      Optional<Function> lastApplied, ScarFunction function, FunctionConditions conditions) {
    return attempt(
        ConditionType.TRIGGER_READY,
        conditions,
        () -> {
          if (lastApplied.isPresent()) {
            storage.removeFormerRules(lastApplied.get(), function.function());
          }
        });
  }

  /** Buckets are there, and new objects in the inputs are told of. */
  void prepare(ScarFunction function, FunctionConditions conditions) {
    boolean stored =
        attempt(
            ConditionType.STORAGE_READY,
            conditions,
            () -> {
              storage.ensureBuckets(function.function());
              conditions.ready(ConditionType.STORAGE_READY, "the buckets are there");
            });
    if (stored) {
      attempt(
          ConditionType.TRIGGER_READY,
          conditions,
          () -> {
            storage.ensureRules(function.function());
            conditions.ready(ConditionType.TRIGGER_READY, "new objects are told of");
          });
    }
  }

  /** Nothing is told to a function that is being deleted. */
  boolean release(
      Optional<Function> lastApplied, ScarFunction function, FunctionConditions conditions) {
    return attempt(
        ConditionType.TRIGGER_READY,
        conditions,
        () -> {
          if (lastApplied.isPresent()) {
            storage.removeRules(lastApplied.get());
          }
          storage.removeRules(function.function());
        });
  }

  private interface Step {
    void run() throws StoreException;
  }

  private static boolean attempt(ConditionType type, FunctionConditions conditions, Step step) {
    try {
      step.run();
      return true;
    } catch (StoreException e) {
      conditions.failed(type, reason(e.kind(), type), e.getMessage());
      return false;
    }
  }

  private static Reason reason(StoreException.Cause cause, ConditionType type) {
    return switch (cause) {
      case UNREACHABLE -> Reason.STORE_UNREACHABLE;
      case DENIED -> Reason.ACCESS_DENIED;
      case TARGET_NOT_REGISTERED -> Reason.TARGET_NOT_REGISTERED;
      case REFUSED ->
          type == ConditionType.STORAGE_READY ? Reason.BUCKET_CREATE_FAILED : Reason.RULE_REFUSED;
    };
  }
}
