package faas.scarlet.supervisor.image;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Finds the manifest of a reference for this machine. What a tag stands for is remembered for some
 * minutes, then the registry is asked again, once; where it cannot be reached, what is cached goes
 * on being used.
 */
final class Resolver {
  private static final System.Logger LOG = System.getLogger("scarlet.supervisor");
  private static final long MEMORY_NANOS = Duration.ofMinutes(5).toNanos();
  private static final int LONGEST_MANIFEST = 4 << 20;

  private final Registry registry;
  private final Names names;
  private final Predicate<Digest> isCached;
  private final Map<Reference, Remembered> memory = new ConcurrentHashMap<>();

  private record Remembered(Resolved resolved, long at) {}

  Resolver(Registry registry, Names names, Predicate<Digest> isCached) {
    this.registry = registry;
    this.names = names;
    this.isCached = isCached;
  }

  /** Without a manifest only where the image is cached. */
  Resolved resolve(Reference image) throws Fault, IOException {
    var remembered = memory.get(image);
    if (remembered != null
        && System.nanoTime() - remembered.at < MEMORY_NANOS
        && isUsable(remembered.resolved)) {
      return remembered.resolved;
    }
    var resolved = find(image);
    memory.put(image, new Remembered(resolved, System.nanoTime()));
    return resolved;
  }

  private boolean isUsable(Resolved resolved) {
    return resolved.manifest().isPresent() || isCached.test(resolved.digest());
  }

  private Resolved find(Reference image) throws Fault, IOException {
    if (image.digest().isPresent() && isCached.test(image.digest().get())) {
      return cached(image.digest().get(), image.digest().get());
    }
    var known = names.find(image).filter(each -> isCached.test(each.image()));
    if (known.isEmpty()) {
      return ask(image);
    }
    var cached = cached(known.get().served(), known.get().image());
    if (image.digest().isPresent()) {
      return cached;
    }
    try {
      boolean same = registry.digest(image).equals(Optional.of(cached.served()));
      return same ? cached : ask(image);
    } catch (Fault fault) {
      if (fault.reason() != Reason.REGISTRY_UNAVAILABLE) {
        throw fault;
      }
      LOG.log(
          Level.WARNING,
          "event=registry-unavailable image={0} using={1} error={2}",
          image,
          cached.digest(),
          fault.getMessage());
      return cached;
    }
  }

  private static Resolved cached(Digest served, Digest digest) {
    return new Resolved(served, digest, Optional.empty());
  }

  private Resolved ask(Reference image) throws Fault {
    byte[] content = registry.manifest(image, image.selector(), LONGEST_MANIFEST);
    if (image.digest().isPresent()) {
      verify(image, image.digest().get(), content);
    }
    var served = Digest.of(content);
    return switch (ImageManifest.parse(image, content)) {
      case ImageManifest.Single single -> new Resolved(served, served, Optional.of(single));
      case ImageManifest.Index index -> platformOf(image, served, index);
    };
  }

  private Resolved platformOf(Reference image, Digest served, ImageManifest.Index index)
      throws Fault {
    var digest = index.forThisPlatform(image).digest();
    if (isCached.test(digest)) {
      return cached(served, digest);
    }
    byte[] content = registry.manifest(image, digest.toString(), LONGEST_MANIFEST);
    verify(image, digest, content);
    return new Resolved(served, digest, Optional.of(ImageManifest.single(image, content)));
  }

  private static void verify(Reference image, Digest expected, byte[] content) throws Fault {
    var found = Digest.of(content);
    if (!found.equals(expected)) {
      throw new Fault(
          Reason.IMAGE_CORRUPT,
          "image %s: the registry sent manifest %s where %s was asked for"
              .formatted(image, found, expected));
    }
  }
}
