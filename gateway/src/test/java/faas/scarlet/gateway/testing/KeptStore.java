package faas.scarlet.gateway.testing;

import faas.scarlet.gateway.store.ListedObject;
import faas.scarlet.gateway.store.ObjectStore;
import faas.scarlet.gateway.store.StoreException;
import faas.scarlet.model.storage.StoreId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Objects in memory, and who has asked for which. */
public final class KeptStore implements ObjectStore {
  private static final Map<String, String> METADATA = Map.of("scarlet-depth", "1");

  private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final List<String> read = new ArrayList<>();
  private volatile boolean away;

  /** What is there, by bucket and key. */
  public Map<String, byte[]> objects() {
    return objects;
  }

  /** What was asked for so far. */
  public List<String> read() {
    return read;
  }

  /** Whether it does not answer from now on. */
  public void away(boolean now) {
    away = now;
  }

  @Override
  public StoreId id() {
    return new StoreId(null, "default");
  }

  @Override
  public Optional<Duration> sweepInterval() {
    return Optional.empty();
  }

  @Override
  public void list(String bucket, String keyPrefix, String startAfter, PageVisitor visitor) {
    throw new UnsupportedOperationException("not listed");
  }

  @Override
  public Optional<ListedObject> find(String bucket, String key) {
    throw new UnsupportedOperationException("not listed");
  }

  @Override
  public Optional<Content> read(String bucket, String key) {
    check();
    read.add(bucket + "/" + key);
    return Optional.ofNullable(objects.get(bucket + "/" + key))
        .map(bytes -> new Content(new ByteArrayInputStream(bytes), bytes.length, METADATA));
  }

  @Override
  public void put(
      String bucket,
      String key,
      String contentType,
      Map<String, String> metadata,
      InputStream content,
      long size) {
    check();
    try {
      objects.put(bucket + "/" + key, content.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void ensureBucket(String bucket) {}

  @Override
  public Instant time() {
    return Instant.EPOCH;
  }

  private void check() {
    if (away) {
      throw new StoreException("the store is away", new IOException("away"));
    }
  }
}
