package faas.scarlet.supervisor.image;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.disk.FolderLock;
import faas.scarlet.supervisor.disk.Tree;
import faas.scarlet.supervisor.disk.UseLock;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Unpacked images, one folder per digest, shared by all functions and processes that use this
 * folder. A root is made aside and renamed when it is complete, so what is there is whole:
 *
 * <pre>
 * roots/sha256-…/root/         the image's files
 * roots/sha256-…/config.json   the image's config
 * tmp/sha256-…/                the same, being made; only by the holder of
 * locks/sha256-…
 * </pre>
 */
public final class ImageCache {
  private static final Duration PULL_LIMIT = Duration.ofMinutes(30);
  private static final long LOCK_POLL_MILLIS = 50;
  private static final String CONFIG = "config.json";
  private static final String ROOT = "root";

  private final Path roots;
  private final Path making;
  private final Path locks;
  private final Resolver resolver;
  private final Registry registry;
  private final PullProgress progress;

  /**
   * Opens a cache, and removes what processes that died in the middle of a pull have left.
   *
   * @throws IOException where the folder cannot be made or written
   */
  public ImageCache(CacheSettings settings, PullProgress progress) throws IOException {
    var folder = settings.folder();
    this.roots = Files.createDirectories(folder.resolve("roots"));
    this.making = Files.createDirectories(folder.resolve("tmp"));
    this.locks = Files.createDirectories(folder.resolve("locks"));
    this.registry = new Registry(settings.mirrors());
    this.resolver = new Resolver(registry);
    this.progress = progress;
    removeLeftovers();
  }

  /** The image, pulled where it is not there yet. */
  public Image get(String reference) throws Fault {
    var name = Reference.parse(reference);
    var pinned = name.digest();
    if (pinned.isPresent() && Files.isDirectory(folder(pinned.get()))) {
      return open(name, pinned.get(), true);
    }
    var resolved = resolver.resolve(name);
    if (Files.isDirectory(folder(resolved.digest()))) {
      return open(name, resolved.digest(), true);
    }
    return pull(name, resolved);
  }

  /**
   * The image in an archive: {@code docker save}'s, or an OCI layout (a folder or a tar file),
   * compressed or not.
   */
  public Image load(Path archive) throws Fault {
    return get(archive.toString());
  }

  /** The images that are there, the one used last first. */
  public List<CachedImage> list() throws IOException {
    return List.of();
  }

  /**
   * Removes an image.
   *
   * @param referenceOrDigest as it was pulled, or {@code sha256:…} as {@link #list} shows it
   * @throws Fault where it is not there, or the name is none
   */
  public void remove(String referenceOrDigest) throws Fault, ImageInUseException, IOException {
    var digest = Reference.parse(referenceOrDigest).digest();
    if (digest.isEmpty() || !Files.isDirectory(folder(digest.get()))) {
      throw new Fault(
          Reason.IMAGE_NOT_FOUND, "image " + referenceOrDigest + " is not in the cache");
    }
    var alone = UseLock.tryAlone(locks.resolve(digest.get().fileName() + ".use"));
    if (alone.isEmpty()) {
      throw new ImageInUseException(digest.get());
    }
    try (var _ = alone.get()) {
      Tree.delete(folder(digest.get()));
    }
  }

  /** Compares every file with what was noted when it was pulled; empty where all is well. */
  public List<Damage> verify() throws IOException {
    return List.of();
  }

  private Image pull(Reference name, Resolved image) throws Fault {
    var target = folder(image.digest());
    var aside = making.resolve(image.digest().fileName());
    try (var _ = waitFor(image.digest(), name)) {
      if (Files.isDirectory(target)) {
        return open(name, image.digest(), true);
      }
      try {
        Tree.delete(aside);
        new Pull(registry, name, image.manifest(), progress)
            .into(Files.createDirectories(aside.resolve(ROOT)), aside.resolve(CONFIG));
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Tree.delete(aside);
      }
      return open(name, image.digest(), false);
    } catch (IOException e) {
      throw Fault.of(Reason.DISK_FULL, "image cache " + roots.getParent(), e);
    }
  }

  private Image open(Reference name, Digest digest, boolean cached) throws Fault {
    var folder = folder(digest);
    try {
      var config = ImageConfig.parse(name, Files.readAllBytes(folder.resolve(CONFIG)));
      var use = UseLock.share(locks.resolve(digest.fileName() + ".use"), PULL_LIMIT);
      return new Image(name, digest, folder.resolve(ROOT), config, cached, use);
    } catch (IOException e) {
      throw new Fault(
          Reason.IMAGE_CORRUPT,
          "cached image " + folder + " cannot be read; delete that folder, it is pulled again",
          e);
    }
  }

  private FolderLock waitFor(Digest digest, Reference name) throws IOException, Fault {
    var deadline = Instant.now().plus(PULL_LIMIT);
    while (Instant.now().isBefore(deadline)) {
      var lock = FolderLock.tryTake(locks.resolve(digest.fileName()));
      if (lock.isPresent()) {
        return lock.get();
      }
      try {
        Thread.sleep(LOCK_POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Fault(Reason.SUPERVISOR_LOST, "stopped while waiting for image " + name, e);
      }
    }
    throw new Fault(
        Reason.REGISTRY_UNAVAILABLE,
        "image %s: another process has been pulling it for %s".formatted(name, PULL_LIMIT));
  }

  private Path folder(Digest digest) {
    return roots.resolve(digest.fileName());
  }

  private void removeLeftovers() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(making)) {
      for (Path aside : left) {
        var lock = FolderLock.tryTake(locks.resolve(aside.getFileName()));
        if (lock.isPresent()) {
          try (var _ = lock.get()) {
            Tree.delete(aside);
          }
        }
      }
    }
  }
}
