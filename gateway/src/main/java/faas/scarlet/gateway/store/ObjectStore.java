package faas.scarlet.gateway.store;

import faas.scarlet.model.storage.StoreId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object store, as far as the gateway needs one. Calls end within a minute, an upload within an
 * hour.
 */
public interface ObjectStore {
  /** Which one it is, among all. */
  StoreId id();

  /** What manifests call it. */
  default String name() {
    return id().name();
  }

  /** Where it is; empty where it is not on a network. */
  default Optional<URI> endpoint() {
    return Optional.empty();
  }

  /** Pause between two comparisons of its buckets with the ledger, if it has one of its own. */
  Optional<Duration> sweepInterval();

  /**
   * Hands over the objects whose keys begin with the prefix, page by page in the order of the keys,
   * until the visitor has enough.
   *
   * @param startAfter only keys after this one; empty: all
   * @throws StoreException where the store fails, perhaps after some pages
   */
  void list(String bucket, String keyPrefix, String startAfter, PageVisitor visitor);

  /**
   * The object with exactly this key, if there is one.
   *
   * @throws StoreException where the store does not answer
   */
  Optional<ListedObject> find(String bucket, String key);

  /**
   * The content of the object, if there is one; to be closed.
   *
   * @throws StoreException where the store does not answer
   */
  Optional<Content> read(String bucket, String key);

  /**
   * Puts an object of any size there, whatever was there before.
   *
   * @param metadata of the user's kind, without the prefix that S3 gives it
   * @param size of the content, in bytes
   * @throws StoreException where that did not succeed
   */
  void put(
      String bucket,
      String key,
      String contentType,
      Map<String, String> metadata,
      InputStream content,
      long size);

  /**
   * Makes the bucket unless it is there.
   *
   * @throws StoreException where it is not there afterwards
   */
  void ensureBucket(String bucket);

  /**
   * Puts a small object there, whatever was there before.
   *
   * @throws StoreException where that did not succeed
   */
  default void put(String bucket, String key, String contentType, byte[] content) {
    put(bucket, key, contentType, Map.of(), new ByteArrayInputStream(content), content.length);
  }

  /**
   * Now, by the store's clock, in whole seconds.
   *
   * @throws StoreException where the store does not answer
   */
  Instant time();

  /** Takes a page of a LIST. */
  interface PageVisitor {
    /** Returns whether the next page is wanted. */
    boolean visit(List<ListedObject> page);
  }

  /**
   * What is in an object.
   *
   * @param size in bytes
   * @param metadata of the user's kind, without the prefix that S3 gives it
   */
  record Content(InputStream bytes, long size, Map<String, String> metadata) {
    public Content {
      metadata = Map.copyOf(metadata);
    }
  }
}
