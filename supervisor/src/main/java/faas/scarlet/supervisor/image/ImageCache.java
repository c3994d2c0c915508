package faas.scarlet.supervisor.image;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.disk.FolderLock;
import faas.scarlet.supervisor.disk.Tree;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;

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
  public ImageCache(Path folder, Mirrors mirrors, PullProgress progress) throws IOException {
    this.roots = Files.createDirectories(folder.resolve("roots"));
    this.making = Files.createDirectories(folder.resolve("tmp"));
    this.locks = Files.createDirectories(folder.resolve("locks"));
    this.registry = new Registry(mirrors);
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
      return new Image(name, digest, folder.resolve(ROOT), config, cached);
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
