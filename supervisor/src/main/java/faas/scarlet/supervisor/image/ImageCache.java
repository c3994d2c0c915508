package faas.scarlet.supervisor.image;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.disk.FolderLock;
import faas.scarlet.supervisor.disk.Tree;
import faas.scarlet.supervisor.disk.UseLock;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Unpacked images, one folder per digest, shared by all functions and processes that use this
 * folder.
 */
public final class ImageCache {
  private static final Duration PULL_LIMIT = Duration.ofMinutes(60);
  private static final long LOCK_POLL_MILLIS = 50;
  private static final int MOST_TRIES = 3;

  private final CacheSettings settings;
  private final RootStore store;
  private final Names names;
  private final Registry registry;
  private final Resolver resolver;
  private final PullProgress progress;

  /**
   * Opens a cache, and removes what processes that died in the middle of a pull have left.
   *
   * @throws IOException where the folder cannot be made or written
   */
  public ImageCache(CacheSettings settings, PullProgress progress) throws IOException {
    this.settings = settings;
    this.store = new RootStore(settings.folder(), settings.maxBytes());
    this.names = new Names(settings.folder().resolve("names"));
    this.registry = new Registry(settings);
    this.resolver = new Resolver(registry, names, store::has);
    this.progress = progress;
  }

  /** The image, pulled where it is not there yet. */
  public Image get(String reference) throws Fault {
    var name = Reference.parse(reference);
    try {
      for (int i = 0; i < MOST_TRIES; i++) {
        var resolved = resolver.resolve(name);
        var use = store.use(resolved.digest());
        try {
          boolean cached = store.has(resolved.digest());
          if (!cached && resolved.manifest().isPresent()) {
            pull(registry.source(name), name, resolved.digest(), resolved.manifest().get());
          }
          if (cached || resolved.manifest().isPresent()) {
            names.note(name, resolved.served(), resolved.digest());
            return open(name, resolved.digest(), cached, use);
          }
        } catch (Fault | IOException | RuntimeException | Error e) {
          use.close();
          throw e;
        }
        use.close(); // it was removed just now: the manifest is needed after all
      }
    } catch (IOException e) {
      throw broken(e);
    }
    throw new Fault(
        Reason.DISK_FULL, "image " + name + " is removed again and again: the cache is too small");
  }

  /**
   * The image in an archive: {@code docker save}'s, or an OCI layout (a folder or a tar file),
   * compressed or not. It is known under its name in the archive afterwards.
   */
  public Image load(Path archive) throws Fault {
    var unpacked = store.temporary().resolve(UUID.randomUUID() + ".tar");
    try (var opened = ImageArchive.open(archive, unpacked)) {
      return load(opened);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private Image load(ImageArchive archive) throws Fault, IOException {
    var content = archive.read();
    var use = store.use(content.digest());
    try {
      boolean cached = store.has(content.digest());
      if (!cached) {
        pull(archive, content.name(), content.digest(), content.manifest());
      }
      names.note(content.name(), content.digest(), content.digest());
      return open(content.name(), content.digest(), cached, use);
    } catch (Fault | IOException | RuntimeException | Error e) {
      use.close();
      throw e;
    }
  }

  /** The images that are there, the one used last first. */
  public List<CachedImage> list() throws IOException {
    var known = names.all();
    var images = new ArrayList<CachedImage>();
    for (Digest digest : store.digests()) {
      images.add(
          new CachedImage(
              digest,
              known.stream()
                  .filter(each -> each.image().equals(digest))
                  .map(Names.Known::name)
                  .sorted()
                  .toList(),
              store.size(digest),
              store.lastUsed(digest),
              store.isInUse(digest)));
    }
    images.sort(Comparator.comparing(CachedImage::lastUsed).reversed());
    return images;
  }

  /**
   * Removes an image.
   *
   * @param referenceOrDigest as it was pulled, or {@code sha256:…} as {@link #list} shows it
   * @throws Fault where it is not there, or the name is none
   */
  public void remove(String referenceOrDigest) throws Fault, ImageInUseException, IOException {
    var digest = digest(referenceOrDigest);
    if (!store.tryRemove(digest)) {
      throw new ImageInUseException(digest);
    }
    names.forget(digest);
  }

  private Digest digest(String referenceOrDigest) throws Fault, IOException {
    var name =
        Reference.parse(
            referenceOrDigest.startsWith("sha256:")
                ? "digest@" + referenceOrDigest
                : referenceOrDigest);
    var pinned = name.digest().filter(store::has);
    if (pinned.isPresent()) {
      return pinned.get();
    }
    return names
        .find(name)
        .map(Names.Known::image)
        .filter(store::has)
        .orElseThrow(
            () ->
                new Fault(
                    Reason.IMAGE_NOT_FOUND,
                    "image " + referenceOrDigest + " is not in the cache; see what is there"));
  }

  /** Compares every file with what was noted when it was pulled; empty where all is well. */
  public List<Damage> verify() throws IOException {
    var damages = new ArrayList<Damage>();
    for (Digest digest : store.digests()) {
      try (var _ = store.use(digest)) {
        if (store.has(digest)) {
          damages.addAll(new RootCheck(digest, store.folder(digest)).damages());
        }
      }
    }
    return damages;
  }

  private void pull(
      ImageSource source, Reference name, Digest digest, ImageManifest.Single manifest)
      throws Fault, IOException {
    try (var _ = waitFor(digest, name)) {
      if (store.has(digest)) {
        return;
      }
      var aside = store.aside(digest);
      try {
        Tree.delete(aside.path());
        Files.createDirectories(aside.path());
        store.makeRoom(manifest.layerBytes());
        long bytes = new Pull(source, name, manifest, settings.limits(), progress).into(aside);
        store.publish(digest, bytes);
        store.makeRoom(0);
      } finally {
        Tree.delete(aside.path());
      }
    }
  }

  private Image open(Reference name, Digest digest, boolean cached, UseLock use) throws Fault {
    var folder = store.folder(digest);
    try {
      var config = ImageConfig.parse(name, Files.readAllBytes(folder.config()));
      return new Image(name, digest, folder.root(), config, cached, use);
    } catch (IOException e) {
      throw new Fault(
          Reason.IMAGE_CORRUPT,
          "cached image %s cannot be read; delete that folder, it is pulled again"
              .formatted(folder.path()),
          e);
    }
  }

  private Fault broken(IOException e) {
    return Fault.of(Reason.DISK_FULL, "image cache " + settings.folder(), e);
  }

  private FolderLock waitFor(Digest digest, Reference name) throws IOException, Fault {
    var deadline = Instant.now().plus(PULL_LIMIT);
    while (Instant.now().isBefore(deadline)) {
      var lock = store.tryMaking(digest);
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
}
