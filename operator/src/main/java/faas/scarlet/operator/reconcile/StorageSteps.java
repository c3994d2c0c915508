package faas.scarlet.operator.reconcile;

import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.function.Function;
import faas.scarlet.operator.dependent.FunctionStores;
import faas.scarlet.operator.status.ConditionType;
import faas.scarlet.operator.status.FunctionConditions;
import faas.scarlet.operator.status.Reason;
import faas.scarlet.operator.store.FunctionAccounts;
import faas.scarlet.operator.store.FunctionStorage;
import faas.scarlet.operator.store.StoreException;
import faas.scarlet.operator.store.StoreNames;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The stores' part of a reconciliation: what was done becomes a condition, and true or false. */
@ApplicationScoped
public class StorageSteps {
  private final StoreSources stores;

  /** With the stores of the API server. */
  public StorageSteps(StoreSources stores) {
    this.stores = stores;
  }

  /** What the functions' controller is to watch for this. */
  List<EventSource<?, ScarFunction>> watch(EventSourceContext<ScarFunction> context) {
    return stores.watch(context);
  }

  /**
   * Inputs that the spec has no more tell nothing any longer, and stores that it names no more know
   * no account of the function. Done before the children are applied, because afterwards nobody
   * remembers those.
   */
  boolean forget(
      Optional<Function> lastApplied, ScarFunction function, FunctionConditions conditions) {
    var names = names(function);
    return attempt(
        ConditionType.TRIGGER_READY,
        conditions,
        () -> {
          if (lastApplied.isPresent()) {
            new FunctionStorage(names).removeFormerRules(lastApplied.get(), function.function());
            new FunctionAccounts(names).removeFormer(lastApplied.get(), function.function());
          }
        });
  }

  /** How the function reaches its stores is decided, for its children and for what follows. */
  boolean decide(
      ScarFunction function, Context<ScarFunction> context, FunctionConditions conditions) {
    var former = FunctionStores.lastApplied(function, context).access();
    return attempt(
        ConditionType.STORAGE_READY,
        conditions,
        () ->
            new FunctionStores(
                    new FunctionAccounts(names(function)).of(function.function(), former))
                .decide(context));
  }

  /** Buckets are there, the function can use them, and new objects in the inputs are told of. */
  void prepare(
      ScarFunction function, Context<ScarFunction> context, FunctionConditions conditions) {
    var names = names(function);
    var storage = new FunctionStorage(names);
    boolean stored =
        attempt(
            ConditionType.STORAGE_READY,
            conditions,
            () -> {
              storage.ensureBuckets(function.function());
              new FunctionAccounts(names)
                  .ensure(function.function(), FunctionStores.of(context).access());
              conditions.ready(
                  ConditionType.STORAGE_READY,
                  "the buckets are there, and the function may use them");
            });
    if (stored) {
      attempt(
          ConditionType.TRIGGER_READY,
          conditions,
          () -> {
            var silent = storage.ensureRules(function.function());
            conditions.ready(
                ConditionType.TRIGGER_READY,
                silent.isEmpty()
                    ? "new objects are told of"
                    : "the sweep finds new objects in " + String.join(", ", silent));
          });
    }
  }

  /** Nothing is told to a function that is being deleted, and its accounts go. */
  boolean release(
      Optional<Function> lastApplied, ScarFunction function, FunctionConditions conditions) {
    var names = names(function);
    return attempt(
        ConditionType.TRIGGER_READY,
        conditions,
        () -> {
          for (var each :
              Stream.concat(lastApplied.stream(), Stream.of(function.function())).toList()) {
            new FunctionStorage(names).removeRules(each);
            new FunctionAccounts(names).remove(each);
          }
        });
  }

  private StoreNames names(ScarFunction function) {
    return stores.namedIn(function.getMetadata().getNamespace());
  }

  private interface Step {
    void run() throws StoreException;
  }

  private static boolean attempt(ConditionType type, FunctionConditions conditions, Step step) {
    try {
      step.run();
      return true;
    } catch (StoreException e) {
      var refused =
          type == ConditionType.STORAGE_READY ? Reason.BUCKET_CREATE_FAILED : Reason.RULE_REFUSED;
      conditions.failed(type, reason(e.kind(), refused), e.getMessage());
      return false;
    }
  }

  static Reason reason(StoreException.Cause cause, Reason refused) {
    return switch (cause) {
      case UNREACHABLE -> Reason.STORE_UNREACHABLE;
      case DENIED, NOT_OURS -> Reason.ACCESS_DENIED;
      case TARGET_NOT_REGISTERED -> Reason.TARGET_NOT_REGISTERED;
      case NOT_FOUND -> Reason.STORE_NOT_FOUND;
      case CONFLICT -> Reason.RULE_CONFLICT;
      case REFUSED -> refused;
    };
  }
}
