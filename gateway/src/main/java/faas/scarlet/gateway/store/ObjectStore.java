package faas.scarlet.gateway.store;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An object store, as far as the gateway needs one. Calls end within a minute, an upload within an
 * hour.
 */
public interface ObjectStore {
  /** What manifests call it. */
  String name();

  /**
   * Hands over all objects whose keys begin with the prefix, page by page in the order of the keys.
   *
   * @throws StoreException where the store fails, perhaps after some pages
   */
  void list(String bucket, String keyPrefix, Consumer<List<ListedObject>> page);

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
   * @param size of the content, in bytes
   * @throws StoreException where that did not succeed
   */
  void upload(String bucket, String key, InputStream content, long size);

  /**
   * Makes the bucket unless it is there.
   *
   * @throws StoreException where it is not there afterwards
   */
  void ensureBucket(String bucket);

  /**
   * What is in an object.
   *
   * @param size in bytes
   */
  record Content(InputStream bytes, long size) {}
}
