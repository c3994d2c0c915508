package faas.scarlet.operator.store;

import faas.scarlet.operator.store.StoreException.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A store for tests, which can be made to fail. */
public final class InMemoryBucketStore implements BucketStore {
  private final Map<String, List<Rule>> buckets = new TreeMap<>();
  private Optional<Cause> trouble = Optional.empty();

  /** From now on every call fails so, or none does. */
  public void trouble(Optional<Cause> cause) {
    trouble = cause;
  }

  @Override
  public void ensureBucket(String bucket) throws StoreException {
    failWhenInTrouble();
    if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      throw new StoreException(Cause.REFUSED, "no name of a bucket: " + bucket);
    }
    buckets.computeIfAbsent(bucket, name -> List.of());
  }

  @Override
  public void ensureRules(String bucket, String owner, List<Rule> rules) throws StoreException {
    failWhenInTrouble();
    var found = buckets.get(bucket);
    if (found == null) {
      throw new StoreException(Cause.REFUSED, "no such bucket: " + bucket);
    }
    var merged = new ArrayList<>(found);
    merged.removeIf(rule -> rule.id().startsWith(owner));
    merged.addAll(rules);
    buckets.put(bucket, List.copyOf(merged));
  }

  @Override
  public List<Rule> rules(String bucket, String owner) throws StoreException {
    failWhenInTrouble();
    return buckets.getOrDefault(bucket, List.of()).stream()
        .filter(rule -> rule.id().startsWith(owner))
        .toList();
  }

  @Override
  public void check() throws StoreException {
    failWhenInTrouble();
  }

  @Override
  public void mayList(String bucket, String keyPrefix) throws StoreException {
    failWhenInTrouble();
    if (!buckets.containsKey(bucket)) {
      throw new StoreException(Cause.REFUSED, "no such bucket: " + bucket);
    }
  }

  @Override
  public void mayPut(String bucket, String keyPrefix) throws StoreException {
    mayList(bucket, keyPrefix);
  }

  private void failWhenInTrouble() throws StoreException {
    if (trouble.isPresent()) {
      throw new StoreException(trouble.get(), "in trouble as the test asked");
    }
  }
}
