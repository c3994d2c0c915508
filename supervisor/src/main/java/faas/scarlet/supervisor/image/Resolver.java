package faas.scarlet.supervisor.image;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the manifest of a reference for this machine, and remembers it for some minutes. */
final class Resolver {
  private static final long MEMORY_NANOS = Duration.ofMinutes(5).toNanos();
  private static final int LONGEST_MANIFEST = 4 << 20;

  private final Registry registry;
  private final Map<Reference, Remembered> memory = new ConcurrentHashMap<>();

  private record Remembered(Resolved resolved, long at) {}

  Resolver(Registry registry) {
    this.registry = registry;
  }

  Resolved resolve(Reference image) throws Fault {
    var known = memory.get(image);
    if (known != null && System.nanoTime() - known.at < MEMORY_NANOS) {
      return known.resolved;
    }
    var resolved = ask(image);
    memory.put(image, new Remembered(resolved, System.nanoTime()));
    return resolved;
  }

  private Resolved ask(Reference image) throws Fault {
    byte[] content = registry.manifest(image, image.selector(), LONGEST_MANIFEST);
    if (image.digest().isPresent()) {
      verify(image, image.digest().get(), content);
    }
    return switch (ImageManifest.parse(image, content)) {
      case ImageManifest.Single single -> new Resolved(Digest.of(content), single);
      case ImageManifest.Index index -> platformOf(image, index);
    };
  }

  private Resolved platformOf(Reference image, ImageManifest.Index index) throws Fault {
    for (var entry : index.entries()) {
      if (entry.platform().equals(Platform.current())) {
        var digest = entry.manifest().digest();
        byte[] content = registry.manifest(image, digest.toString(), LONGEST_MANIFEST);
        verify(image, digest, content);
        if (ImageManifest.parse(image, content) instanceof ImageManifest.Single single) {
          return new Resolved(digest, single);
        }
        throw new Fault(
            Reason.IMAGE_CORRUPT, "image " + image + " is an index of indexes; name one of them");
      }
    }
    throw ImageConfig.wrongPlatform(
        image, index.entries().stream().map(ImageManifest.Entry::platform).toList().toString());
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
