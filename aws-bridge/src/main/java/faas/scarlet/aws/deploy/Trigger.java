package faas.scarlet.aws.deploy;

/**
 * Keys whose new objects start the function.
 *
 * @param prefix of the key; empty for all
 * @param suffix of the key; empty for all
 */
record Trigger(String bucket, String prefix, String suffix) {

  /** Whether some key may be one of both; S3 refuses such pairs. */
  boolean overlaps(Trigger other) {
    return bucket.equals(other.bucket)
        && (prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix))
        && (suffix.endsWith(other.suffix) || other.suffix.endsWith(suffix));
  }

  /** The narrowest trigger that covers both, given that they overlap. */
  Trigger join(Trigger other) {
    return new Trigger(
        bucket,
        prefix.length() < other.prefix.length() ? prefix : other.prefix,
        suffix.length() < other.suffix.length() ? suffix : other.suffix);
  }
}
