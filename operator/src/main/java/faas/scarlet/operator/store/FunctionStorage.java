package faas.scarlet.operator.store;

import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Input;
import faas.scarlet.model.function.Output;
import faas.scarlet.operator.store.StoreException.Cause;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Keeps stores as a function needs them. Buckets and objects are the user's: never removed. */
public final class FunctionStorage {
  private final StoreNames stores;

  /** With the stores of the functions' namespace. */
  public FunctionStorage(StoreNames stores) {
    this.stores = stores;
  }

  /** The buckets of all inputs and outputs are there. */
  public void ensureBuckets(Function function) throws StoreException {
    for (String store : names(function)) {
      var buckets = inputBuckets(function, store);
      for (Output output : function.spec().output()) {
        if (output.objectStore().equals(store)) {
          buckets.add(output.location().bucket());
        }
      }
      for (String bucket : buckets) {
        stores.named(store).buckets().ensureBucket(bucket);
      }
    }
  }

  /**
   * The stores tell of new objects in the inputs, those that tell at all.
   *
   * @return names of the input's stores whose objects only the sweep finds
   */
  public Set<String> ensureRules(Function function) throws StoreException {
    var silent = new TreeSet<String>();
    String owner = InputRules.owner(function.uid());
    for (String name : names(function)) {
      var store = stores.named(name);
      for (var rules : InputRules.of(function, name).entrySet()) {
        if (store.notifies()) {
          store.buckets().ensureRules(rules.getKey(), owner, rules.getValue());
        } else {
          store.buckets().removeRules(rules.getKey(), owner);
          silent.add(name);
        }
      }
    }
    return silent;
  }

  /** The stores no longer tell of the inputs that the function had and has no more. */
  public void removeFormerRules(Function former, Function current) throws StoreException {
    for (String store : names(former)) {
      var buckets = inputBuckets(former, store);
      buckets.removeAll(inputBuckets(current, store));
      removeRules(store, buckets, former.uid());
    }
  }

  /** The stores no longer tell this function anything. */
  public void removeRules(Function function) throws StoreException {
    for (String store : names(function)) {
      removeRules(store, inputBuckets(function, store), function.uid());
    }
  }

  private void removeRules(String name, Set<String> buckets, String uid) throws StoreException {
    var store = ifThere(stores, name);
    if (store.isPresent()) {
      for (String bucket : buckets) {
        store.get().buckets().removeRules(bucket, InputRules.owner(uid));
      }
    }
  }

  /** A store that nobody knows any more has nothing that could be taken away from it. */
  static Optional<OpenStore> ifThere(StoreNames stores, String name) throws StoreException {
    try {
      return Optional.of(stores.named(name));
    } catch (StoreException e) {
      if (e.kind() == Cause.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** What the function calls its stores. */
  static Set<String> names(Function function) {
    var names = new TreeSet<String>();
    function.spec().input().forEach(input -> names.add(input.objectStore()));
    function.spec().output().forEach(output -> names.add(output.objectStore()));
    return names;
  }

  private static Set<String> inputBuckets(Function function, String store) {
    var buckets = new TreeSet<String>();
    for (Input input : function.spec().input()) {
      if (input.objectStore().equals(store)) {
        buckets.add(input.location().bucket());
      }
    }
    return buckets;
  }
}
