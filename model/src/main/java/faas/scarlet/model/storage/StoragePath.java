package faas.scarlet.model.storage;

/**
 * A bucket, or a folder in it, as manifests write it: {@code bucket} or {@code bucket/prefix}.
 *
 * @param prefix empty for the whole bucket; never begins or ends with a slash
 */
public record StoragePath(String bucket, String prefix) {
  /** Name of the store that is meant where none is named. */
  public static final String DEFAULT_STORE = "default";

  /** What a path in a manifest must be, for messages. */
  public static final String EXPECTED =
      "expected bucket or bucket/prefix, where a bucket has 3 to 63 lower-case letters, digits, '.' and '-'";

  /** What a store may be called: as Kubernetes calls its objects. */
  public static final String STORE_PATTERN = "^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$";

  /**
   * Reads a path; slashes around it do not count. Whether the bucket's name is legal is not asked.
   */
  public static StoragePath parse(String text) {
    String path = text.strip().replaceAll("^/+|/+$", "");
    int slash = path.indexOf('/');
    return slash < 0
        ? new StoragePath(path, "")
        : new StoragePath(path.substring(0, slash), path.substring(slash + 1));
  }

  /** What the keys inside begin with: empty, or the prefix and a slash. */
  public String keyPrefix() {
    return prefix.isEmpty() ? "" : prefix + "/";
  }

  /** Key of a file inside, named relative to this path. */
  public String key(String relativePath) {
    return keyPrefix() + relativePath;
  }

  /** Whether the object is inside. */
  public boolean contains(String otherBucket, String key) {
    return bucket.equals(otherBucket) && key.startsWith(keyPrefix());
  }

  /**
   * Whether one of the two is inside the other, so that what goes into one is seen by the other.
   */
  public boolean overlaps(StoragePath other) {
    return bucket.equals(other.bucket)
        && (keyPrefix().startsWith(other.keyPrefix()) || other.keyPrefix().startsWith(keyPrefix()));
  }

  @Override
  public String toString() {
    return prefix.isEmpty() ? bucket : bucket + "/" + prefix;
  }
}
