package faas.scarlet.supervisor.image;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Downloads and unpacks the layers of an image, some at the same time, and gives them in order. */
final class Layers implements AutoCloseable {
  /** More would not make two cores quicker, and each holds some megabytes of buffers. */
  private static final int AT_ONCE = 3;

  private static final Duration LIMIT = Duration.ofMinutes(60);

  private final ImageSource source;
  private final Path folder;
  private final Budget budget;
  private final BlobStream.ByteCount count;
  private final boolean masked;
  private final Buffers buffers = new Buffers();
  private final Set<BlobStream> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          AT_ONCE, Thread.ofPlatform().name("scarlet-layer-", 0).daemon().factory());
  private final List<Future<StagedLayer>> staged = new ArrayList<>();
  private final long end = System.nanoTime() + LIMIT.toNanos();
  private volatile boolean stopped;
  private int next;

  Layers(
      ImageSource source,
      List<Descriptor> layers,
      Path folder,
      Budget budget,
      BlobStream.ByteCount count)
      throws IOException {
    this.source = source;
    this.folder = Files.createDirectories(folder);
    this.budget = budget;
    this.count = count;
    this.masked = Modes.areMasked(folder);
    for (Descriptor layer : layers) {
      int number = staged.size();
      staged.add(threads.submit(() -> stage(layer, number)));
    }
  }

  private StagedLayer stage(Descriptor layer, int number) throws IOException, Fault {
    var reader =
        new LayerReader(folder.resolve(Integer.toString(number)), budget, new FileMaker(masked));
    try (var blob = source.blob(layer, count)) {
      open.add(blob);
      try {
        if (stopped) {
          throw new InterruptedIOException("stopped while unpacking");
        }
        return stage(reader, blob);
      } finally {
        open.remove(blob);
      }
    }
  }

  /** Where a layer makes no sense, it matters most whether it is what the image names. */
  private StagedLayer stage(LayerReader reader, BlobStream blob) throws IOException, Fault {
    StagedLayer layer;
    try {
      layer = reader.stage(blob, buffers);
    } catch (BlobStream.Broken | InterruptedIOException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      if (!Fault.isDiskFull(e)) {
        blob.verify();
      }
      throw e;
    }
    blob.verify();
    return layer;
  }

  /** Waits for the next one. */
  StagedLayer next() throws IOException, Fault {
    try {
      return staged.get(next++).get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (TimeoutException e) {
      throw source.unavailable(new IOException("layers did not come within " + LIMIT, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(Reason.SUPERVISOR_LOST, "stopped while pulling", e);
    }
  }

  private static IOException failure(@Nullable Throwable cause) throws IOException, Fault {
    return switch (cause) {
      case null -> new IOException("a layer failed");
      case Fault fault -> throw fault;
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> new IOException(cause);
    };
  }

  /** Stops what is under way; nothing writes any more when this returns. */
  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
    open.forEach(BlobStream::stop);
    threads.close();
  }
}
