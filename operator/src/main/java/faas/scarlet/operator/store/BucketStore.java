package faas.scarlet.operator.store;

import java.util.List;

/**
 * Buckets and notification rules of one object store. Every method may be repeated, and leaves
 * alone what is not its own.
 */
public interface BucketStore {
  /** Makes the bucket unless it is there; what it holds is never touched. */
  void ensureBucket(String bucket) throws StoreException;

  /**
   * Makes the owner's rules of the bucket exactly these. Writes nothing where they are so already.
   *
   * @param owner prefix of the rules' ids, by which they are told from others' rules
   */
  void ensureRules(String bucket, String owner, List<Rule> rules) throws StoreException;

  /** The owner's rules of the bucket; none where the bucket is absent. */
  List<Rule> rules(String bucket, String owner) throws StoreException;

  /** Fails where the store does not answer, or does not know this account. */
  void check() throws StoreException;

  /** Fails where this account may not list the keys that begin so. */
  void mayList(String bucket, String keyPrefix) throws StoreException;

  /** Fails where this account may not put objects whose keys begin so; puts none. */
  void mayPut(String bucket, String keyPrefix) throws StoreException;

  /** Takes the owner's rules away; a bucket or rule that is absent is a success. */
  default void removeRules(String bucket, String owner) throws StoreException {
    if (!rules(bucket, owner).isEmpty()) {
      ensureRules(bucket, owner, List.of());
    }
  }
}
