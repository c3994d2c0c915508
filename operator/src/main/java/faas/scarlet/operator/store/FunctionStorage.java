package faas.scarlet.operator.store;

import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Input;
import faas.scarlet.model.function.Output;
import java.util.Set;
import java.util.TreeSet;

/** Keeps the store as a function needs it. Buckets and objects are the user's: never removed. */
public final class FunctionStorage {
  private final BucketStore store;

  /** On the cluster's store. */
  public FunctionStorage(BucketStore store) {
    this.store = store;
  }

  /** The buckets of all inputs and outputs are there. */
  public void ensureBuckets(Function function) throws StoreException {
    var buckets = inputBuckets(function);
    for (Output output : function.spec().output()) {
      buckets.add(output.location().bucket());
    }
    for (String bucket : buckets) {
      store.ensureBucket(bucket);
    }
  }

  /** The store tells of new objects in the inputs. */
  public void ensureRules(Function function) throws StoreException {
    for (var rules : InputRules.of(function).entrySet()) {
      store.ensureRules(rules.getKey(), InputRules.owner(function.uid()), rules.getValue());
    }
  }

  /** The store no longer tells of the inputs that the function had and has no more. */
  public void removeFormerRules(Function former, Function current) throws StoreException {
    var buckets = inputBuckets(former);
    buckets.removeAll(inputBuckets(current));
    for (String bucket : buckets) {
      store.removeRules(bucket, InputRules.owner(former.uid()));
    }
  }

  /** The store no longer tells this function anything. */
  public void removeRules(Function function) throws StoreException {
    for (String bucket : inputBuckets(function)) {
      store.removeRules(bucket, InputRules.owner(function.uid()));
    }
  }

  private static Set<String> inputBuckets(Function function) {
    var buckets = new TreeSet<String>();
    for (Input input : function.spec().input()) {
      buckets.add(input.location().bucket());
    }
    return buckets;
  }
}
