package faas.scarlet.model.event;

import faas.scarlet.model.function.Input;
import faas.scarlet.model.storage.StoragePath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object was put into a bucket.
 *
 * @param key decoded
 * @param size in bytes; 0 where the event does not say
 * @param etag without quotes; absent where the event does not say
 * @param sequencer the store's order of uploads of one key, in hexadecimal; absent in some stores
 * @param source {@code minio:s3}, {@code aws:s3}, {@code ceph:s3}, {@code rustfs:s3}
 * @param store the object store's name, where whoever passed the event on says so; else the
 *     function's inputs tell it
 * @param raw the storage event alone, without the envelope that may have been around it
 */
public record ObjectCreated(
    String bucket,
    String key,
    long size,
    @Nullable String etag,
    @Nullable String sequencer,
    @Nullable String time,
    String source,
    @Nullable String store,
    Map<String, String> parameters,
    Bytes raw)
    implements Event {

  public ObjectCreated {
    parameters = Map.copyOf(parameters);
  }

  /** The same object in a store that is named. */
  public ObjectCreated in(String name) {
    return new ObjectCreated(
        bucket, key, size, etag, sequencer, time, source, name, parameters, raw);
  }

  /** The store that it is in: the one that is named, else the one of the input that it is in. */
  public String storeFor(List<Input> inputs) {
    return store != null
        ? store
        : inputs.stream()
            .filter(input -> input.location().contains(bucket, key))
            .map(Input::objectStore)
            .findFirst()
            .orElse(StoragePath.DEFAULT_STORE);
  }

  /**
   * Tells this upload from others of the same key, where the event itself can; a LIST must say it
   * otherwise. MinIO's sequencer is the object's modification time in nanoseconds.
   */
  public Optional<Upload> upload() {
    if (!source.equals("minio:s3") || etag == null || sequencer == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Upload(etag, Long.parseUnsignedLong(sequencer, 16) / 1_000_000));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
