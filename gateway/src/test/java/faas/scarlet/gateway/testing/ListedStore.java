package faas.scarlet.gateway.testing;

import faas.scarlet.gateway.store.ListedObject;
import faas.scarlet.gateway.store.ObjectStore;
import faas.scarlet.gateway.store.StoreException;
import faas.scarlet.model.event.Upload;
import faas.scarlet.model.storage.StoragePath;
import faas.scarlet.model.storage.StoreId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A bucket in memory whose LIST may fail in the middle, by a clock of its own. */
public final class ListedStore implements ObjectStore {
  private static final int PAGE = 1_000;

  private final Instant time;
  private final NavigableMap<String, ListedObject> objects = new ConcurrentSkipListMap<>();
  private final List<String> asked = new ArrayList<>();
  private int failAfterPages = Integer.MAX_VALUE;
  private Runnable duringSecondPage = () -> {};

  public ListedStore(Instant time) {
    this.time = time;
  }

  /** Key of the object of that number. */
  public static String key(String prefix, int number) {
    return "%s%06d".formatted(prefix, number);
  }

  /** So many objects below the prefix. */
  public void put(String prefix, int count, Instant modified) {
    for (int i = 0; i < count; i++) {
      String key = key(prefix, i);
      objects.put(key, new ListedObject(key, 1, new Upload("e", modified.toEpochMilli())));
    }
  }

  /** What the ledger calls the object's upload. */
  public String upload(String key) {
    return find("", key).orElseThrow().upload().toString();
  }

  /** From now on a LIST breaks off after so many pages. */
  public void failAfterPages(int pages) {
    failAfterPages = pages;
  }

  /** Happens once, between the first and the second page of a LIST. */
  public void duringSecondPage(Runnable event) {
    duringSecondPage = event;
  }

  /** After which key each LIST began. */
  public List<String> asked() {
    return asked;
  }

  @Override
  public StoreId id() {
    return new StoreId(null, StoragePath.DEFAULT_STORE);
  }

  @Override
  public Optional<Duration> sweepInterval() {
    return Optional.empty();
  }

  @Override
  public void list(String bucket, String keyPrefix, String startAfter, PageVisitor visitor) {
    asked.add(startAfter);
    String last = startAfter;
    for (int pages = 0; ; pages++) {
      if (pages == failAfterPages) {
        throw new StoreException("the store went away in the middle", new IOException());
      }
      var page = objects.tailMap(last, false).values().stream().limit(PAGE).toList();
      if (page.isEmpty() || !visitor.visit(page)) {
        return;
      }
      last = page.getLast().key();
      duringSecondPage.run();
      duringSecondPage = () -> {};
    }
  }

  @Override
  public Optional<ListedObject> find(String bucket, String key) {
    return Optional.ofNullable(objects.get(key));
  }

  @Override
  public void ensureBucket(String bucket) {}

  @Override
  public Optional<Content> read(String bucket, String key) {
    throw new UnsupportedOperationException("only listed");
  }

  @Override
  public void put(
      String bucket,
      String key,
      String contentType,
      Map<String, String> metadata,
      InputStream content,
      long size) {
    throw new UnsupportedOperationException("only listed");
  }

  @Override
  public Instant time() {
    return time;
  }
}
